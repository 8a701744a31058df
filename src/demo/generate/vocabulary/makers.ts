import type { DepartmentKey } from '../types.ts';

/** A manufacturer; all are invented. */
export type Maker = {
  readonly name: string;
  /** Begins the part number. */
  readonly prefix: string;
  /** Country where the goods are made. */
  readonly country: string;
  /** Thousandths of the reference price. */
  readonly permille: number;
};

const maker = (name: string, prefix: string, country: string, permille: number): Maker => ({
  name,
  prefix,
  country,
  permille,
});

/** Manufacturers by department, a middle one first. */
export const makers: Readonly<Record<DepartmentKey, readonly Maker[]>> = {
  safety: [
    maker('Gardex', 'GX', 'FR', 1000),
    maker('Norvik Safety', 'NVK', 'SE', 1180),
    maker('Palmero', 'PLM', 'PT', 880),
    maker('Aegis Werk', 'AGW', 'DE', 1120),
  ],
  fastening: [
    maker('Boulonnerie du Forez', 'BDF', 'FR', 1000),
    maker('Schraubring', 'SRG', 'DE', 1090),
    maker('Fixeo', 'FXO', 'IT', 900),
    maker('Tornillar', 'TLR', 'ES', 860),
  ],
  tools: [
    maker('Maillard Outils', 'MO', 'FR', 1000),
    maker('Hartmark', 'HMK', 'DE', 1220),
    maker('Toltec Hand', 'TTH', 'CZ', 870),
    maker('Brenne & Cie', 'BRC', 'FR', 1060),
  ],
  electrical: [
    maker('Voltane', 'VLT', 'FR', 1000),
    maker('Lumenor', 'LMN', 'NL', 1080),
    maker('Kabelfix', 'KBF', 'DE', 1120),
    maker('Elettrica Sole', 'ELS', 'IT', 880),
  ],
  transmission: [
    maker('Rotalis', 'RTL', 'FR', 1000),
    maker('Kugelhaus', 'KGH', 'DE', 1190),
    maker('Cuscinetto Nord', 'CSN', 'IT', 910),
  ],
  fluid: [
    maker('Flexair', 'FLA', 'FR', 1000),
    maker('Ventura Fluid', 'VTF', 'IT', 930),
    maker('Dichtwerk', 'DTW', 'DE', 1140),
  ],
  chemicals: [
    maker('Colmastic', 'CLM', 'FR', 1000),
    maker('Tribolan', 'TBL', 'DE', 1160),
    maker('Adhera', 'ADH', 'BE', 940),
  ],
  cleaning: [
    maker('Clarinet Pro', 'CLP', 'FR', 1000),
    maker('Ecolune', 'ECL', 'FR', 1130),
    maker('Zuiver', 'ZVR', 'BE', 920),
  ],
  packaging: [
    maker('Cartonnages de l’Aa', 'CDA', 'FR', 1000),
    maker('Pakvast', 'PKV', 'BE', 940),
    maker('Emballia', 'EMB', 'ES', 890),
  ],
  storage: [
    maker('Rayonor', 'RYN', 'FR', 1000),
    maker('Lagerfix', 'LGF', 'DE', 1150),
    maker('Stelling', 'STL', 'NL', 960),
  ],
  office: [
    maker('Papeteries Duvernay', 'PDV', 'FR', 1000),
    maker('Skriva', 'SKV', 'SE', 1110),
    maker('Bürolinie', 'BRL', 'DE', 1050),
    maker('Carta Viva', 'CVV', 'PT', 880),
  ],
  it: [
    maker('Pixelane', 'PXL', 'FR', 1000),
    maker('Nodalis', 'NDL', 'NL', 1090),
    maker('Kyotek', 'KYT', 'TW', 900),
  ],
  breakroom: [
    maker('Maison Ferral', 'MFR', 'FR', 1000),
    maker('Café du Quai', 'CDQ', 'BE', 1070),
    maker('Verte Source', 'VTS', 'FR', 920),
  ],
  care: [
    maker('Secoura', 'SCR', 'FR', 1000),
    maker('Medinova Care', 'MDC', 'IE', 1080),
    maker('Helfer & Sohn', 'HFS', 'DE', 1120),
  ],
  lab: [
    maker('Verralab', 'VRL', 'FR', 1000),
    maker('Glasmeister', 'GLM', 'DE', 1170),
    maker('Labstep', 'LBS', 'DK', 940),
  ],
  signage: [
    maker('Signalis', 'SGL', 'FR', 1000),
    maker('Markant', 'MRK', 'NL', 1060),
    maker('Pictal', 'PCT', 'FR', 950),
  ],
};
