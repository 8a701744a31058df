import { Migration } from '@mikro-orm/migrations';

/**
 * Keys of documents are found again by their beginnings as words, one index entry for each key. Trigrams were
 * some fifty for each, twice for each document, and half the price of storing one.
 */
export class Migration20261122000001 extends Migration {
  override async up(): Promise<void> {
    // In PL/pgSQL, for an index calls it for each row: SQL would be planned anew each time. A word holds no
    // more than 2,046 bytes.
    this.addSql(`create function exchange_key_words(document_key text, keys text[]) returns tsvector
      language plpgsql immutable parallel safe as $$
        declare
          words text[] := '{}';
          word text;
        begin
          foreach word in array keys || document_key loop
            if word <> '' then words := words || left(lower(word), 500); end if;
          end loop;
          return array_to_tsvector(words);
        end
      $$`);
    this.addSql(
      'create index exchange_key_words_gin on exchange using gin (exchange_key_words(document_key, keys))',
    );
    this.addSql('drop index exchange_keys_trgm');
    this.addSql('drop function exchange_keys(text, text[])');
  }

  override async down(): Promise<void> {
    this.addSql(`create function exchange_keys(document_key text, keys text[]) returns text
      language sql immutable parallel safe as $$
        select lower(E'\\n' || coalesce(document_key, '') || E'\\n' || array_to_string(keys, E'\\n') || E'\\n')
      $$`);
    this.addSql(
      'create index exchange_keys_trgm on exchange using gin (exchange_keys(document_key, keys) gin_trgm_ops)',
    );
    this.addSql('drop index exchange_key_words_gin');
    this.addSql('drop function exchange_key_words(text, text[])');
  }
}
