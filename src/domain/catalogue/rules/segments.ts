import type { Text } from '../../../base/index.ts';

/** UNSPSC segments (first two digits) that businesses buy in; others show their number. */
const SEGMENTS: Readonly<Record<string, Text>> = {
  '11': {
    en: 'Minerals, textiles and raw materials',
    fr: 'Minéraux, textiles et matières premières',
  },
  '12': { en: 'Chemicals', fr: 'Produits chimiques' },
  '13': { en: 'Rubber, resins and plastics', fr: 'Caoutchouc, résines et plastiques' },
  '14': { en: 'Paper', fr: 'Papier' },
  '15': { en: 'Fuels and lubricants', fr: 'Carburants et lubrifiants' },
  '20': { en: 'Mining and well drilling', fr: 'Mines et forage' },
  '21': { en: 'Farming and gardening', fr: 'Agriculture et jardinage' },
  '22': { en: 'Building machinery', fr: 'Engins de chantier' },
  '23': { en: 'Manufacturing machinery', fr: 'Machines de production' },
  '24': { en: 'Handling, storage and packaging', fr: 'Manutention, stockage et emballage' },
  '25': { en: 'Vehicles and parts', fr: 'Véhicules et pièces' },
  '26': { en: 'Power generation and distribution', fr: 'Production et distribution d’énergie' },
  '27': { en: 'Tools and general machinery', fr: 'Outillage et mécanique générale' },
  '30': { en: 'Structures and building supplies', fr: 'Structures et matériaux de construction' },
  '31': { en: 'Manufacturing components', fr: 'Composants de fabrication' },
  '32': { en: 'Electronic components', fr: 'Composants électroniques' },
  '39': { en: 'Electrical and lighting', fr: 'Électricité et éclairage' },
  '40': { en: 'Distribution and conditioning', fr: 'Fluides, chauffage et ventilation' },
  '41': { en: 'Laboratory and measuring', fr: 'Laboratoire et mesure' },
  '42': { en: 'Medical', fr: 'Médical' },
  '43': { en: 'Information technology', fr: 'Informatique et télécoms' },
  '44': { en: 'Office supplies', fr: 'Fournitures de bureau' },
  '45': { en: 'Printing and audio-visual', fr: 'Impression et audiovisuel' },
  '46': { en: 'Safety and security', fr: 'Sécurité et protection' },
  '47': { en: 'Cleaning', fr: 'Nettoyage et hygiène' },
  '48': { en: 'Service industry equipment', fr: 'Équipements pour les services' },
  '49': { en: 'Sports and recreation', fr: 'Sport et loisirs' },
  '50': { en: 'Food and beverages', fr: 'Alimentation et boissons' },
  '51': { en: 'Pharmaceuticals', fr: 'Produits pharmaceutiques' },
  '52': { en: 'Domestic appliances and furnishing', fr: 'Électroménager et aménagement' },
  '53': { en: 'Clothing and luggage', fr: 'Vêtements et bagages' },
  '54': { en: 'Watches and jewellery', fr: 'Horlogerie et bijouterie' },
  '55': { en: 'Publications and signage', fr: 'Publications et signalétique' },
  '56': { en: 'Furniture', fr: 'Mobilier' },
  '60': { en: 'Teaching, arts and games', fr: 'Enseignement, arts et jeux' },
  '72': { en: 'Building and maintenance services', fr: 'Services de construction et d’entretien' },
  '73': { en: 'Production services', fr: 'Services de production' },
  '76': { en: 'Industrial cleaning services', fr: 'Services de nettoyage industriel' },
  '78': { en: 'Transport and storage services', fr: 'Services de transport et de stockage' },
  '80': { en: 'Business services', fr: 'Services aux entreprises' },
  '81': {
    en: 'Engineering and technology services',
    fr: 'Services d’ingénierie et de technologie',
  },
  '86': { en: 'Training services', fr: 'Services de formation' },
};

/** The name of the segment a UNSPSC code lies in. */
export function segmentName(unspsc: string): Text {
  const segment = unspsc.slice(0, 2);
  return SEGMENTS[segment] ?? { en: `UNSPSC ${segment}`, fr: `UNSPSC ${segment}` };
}
