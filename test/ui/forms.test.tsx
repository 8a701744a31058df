import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stepped } from '../../src/ui/client/step.ts';
import {
  Button,
  CheckboxField,
  ErrorSummary,
  FileField,
  Form,
  FormActions,
  MoneyField,
  QuantityField,
  RadioField,
  SelectField,
  TextField,
  typedDecimal,
} from '../../src/ui/index.ts';

const html = async (node: unknown): Promise<string> => String(await node);

describe('a field', () => {
  it('binds its label, hint and error to the control', async () => {
    const field = await html(
      <TextField
        locale="en"
        name="cost centre"
        label="Cost centre"
        hint="Four digits"
        error="Unknown <cost> centre"
        value="4100"
        required
      />,
    );
    expect(field).toContain('<label for="field-cost-centre">Cost centre</label>');
    expect(field).toContain('id="field-cost-centre" name="cost centre" required=""');
    expect(field).toContain('aria-describedby="field-cost-centre-hint field-cost-centre-error"');
    expect(field).toContain('aria-invalid="true"');
    expect(field).toContain('<span class="field-hint" id="field-cost-centre-hint">Four digits');
    expect(field).toContain('Unknown &lt;cost&gt; centre');
  });

  it('says that it is optional, in both languages, and is silent when required', async () => {
    expect(await html(<TextField locale="en" name="a" label="A" />)).toContain('(optional)');
    expect(await html(<TextField locale="fr" name="a" label="A" />)).toContain('(facultatif)');
    expect(await html(<TextField locale="fr" name="a" label="A" required />)).not.toContain('(');
  });

  it('never sends a password back', async () => {
    const field = await html(
      <TextField locale="en" name="p" label="P" type="password" value="secret" />,
    );
    expect(field).not.toContain('secret');
  });

  it('keeps several lines as text', async () => {
    const field = await html(
      <TextField locale="en" name="n" label="N" rows={3} value={'</textarea><script>'} />,
    );
    expect(field).toContain('&lt;/textarea&gt;&lt;script&gt;</textarea>');
  });

  it('shows the choice made', async () => {
    const choices = [
      { value: 'a', label: 'A' },
      { value: 'b', label: 'B' },
    ];
    const select = await html(
      <SelectField locale="en" name="s" label="S" choices={choices} value="b" prompt="Choose" />,
    );
    expect(select).toContain('<option value="">Choose</option><option value="a">A</option>');
    expect(select).toContain('<option value="b" selected="">B</option>');
    const radio = await html(
      <RadioField locale="en" name="r" label="R" choices={choices} value="a" error="Pick one" />,
    );
    expect(radio).toContain('<fieldset class="field" aria-describedby="field-r-error">');
    expect(radio).toContain('<label for="field-r-a">A</label>');
  });

  it('shows an amount as it was typed, with its currency', async () => {
    const field = await html(
      <MoneyField locale="fr" name="m" label="Plafond" currency="EUR" value="12O" />,
    );
    expect(field).toContain('inputmode="decimal"');
    expect(field).toContain('value="12O"');
    expect(field).toContain('<span class="field-affix">EUR</span>');
  });

  it('ticks a box and takes a file by a bound label', async () => {
    const tick = await html(<CheckboxField locale="en" name="ok" label="Agreed" checked />);
    expect(tick).toContain('type="checkbox" value="yes" checked=""');
    expect(tick).toContain('<label for="field-ok">Agreed</label>');
    const file = await html(<FileField locale="en" name="f" label="Feed" accept=".xml" />);
    expect(file).toContain('type="file" accept=".xml"');
  });
});

describe('a form', () => {
  it('asks before it is sent and offers the way out in the reader’s language', async () => {
    const form = await html(
      <Form action="/save" confirm={'Envoyer "tout" ?'} hidden={{ v: '2' }}>
        <FormActions locale="fr" submit="Envoyer" cancelHref="/back" />
      </Form>,
    );
    expect(form).toContain('method="post" action="/save"');
    expect(form).toContain('data-confirm="Envoyer &quot;tout&quot; ?"');
    expect(form).toContain('<input type="hidden" name="v" value="2"/>');
    expect(form).toContain('href="/back">Annuler</a>');
  });

  it('lists what it was refused for, each entry leading to its field', async () => {
    const errors = [{ name: 'limit', text: 'Not an amount.' }];
    const summary = await html(<ErrorSummary locale="en" errors={errors} />);
    expect(summary).toContain('role="alert"');
    expect(summary).toContain('<strong>One entry to correct</strong>');
    expect(summary).toContain('<a href="#field-limit">Not an amount.</a>');
    expect(await html(<ErrorSummary locale="en" errors={[]} />)).toBe('');
  });

  it('has buttons that send unless told otherwise', async () => {
    expect(await html(<Button>Save</Button>)).toBe(
      '<button class="btn btn-quiet" type="submit">Save</button>',
    );
    expect(await html(<Button icon="cross" label="Remove" type="button" />)).toContain(
      'aria-label="Remove"',
    );
  });
});

describe('a quantity', () => {
  it('is typed without script: the buttons come hidden', async () => {
    const field = await html(
      <QuantityField locale="fr" name="q" label="Gant" value="12" step="6" least="6" />,
    );
    expect(field.match(/<button type="button" hidden=""/g)).toHaveLength(2);
    expect(field).toContain('aria-label="Moins : Gant"');
    expect(field).toContain('data-step-by="6" data-least="6" aria-label="Gant"');
  });

  it.each([
    ['12', '6', '6', 1n, '18'],
    ['6', '6', '6', -1n, '6'],
    ['0.1', '0.2', '0', 1n, '0.3'],
    ['1,5', '0.5', '0', 1n, '2'],
    ['1,5', '0.25', '0', 1n, '1,75'],
    ['', '1', '0', 1n, '1'],
    ['9', '1', '0', 1n, '10'],
    ['lots', '1', '0', 1n, undefined],
  ] as const)(
    '%s stepped by %s, least %s, direction %s, is %s',
    (value, by, least, direction, want) => {
      expect(stepped({ value, by, least, direction })).toBe(want);
    },
  );
});

describe('a number as typed', () => {
  it.each([
    ['1 234,50', 'fr', '1234.5'],
    ['1\u202f234,50', 'fr', '1234.5'],
    ['1234.5', 'fr', '1234.5'],
    ['1,234.50', 'fr', undefined],
    ['1,234.50', 'en', '1234.5'],
    ['1,234', 'en', '1234'],
    ['1,5', 'en', undefined],
    ['12,34', 'en', undefined],
    ['-3', 'en', '-3'],
    ['12O', 'en', undefined],
    ['', 'fr', undefined],
  ] as const)('%s in %s is %s', (text, locale, want) => {
    expect(typedDecimal(text, locale)?.toString()).toBe(want);
  });

  it('reads back every amount that French formatting writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (cents) => {
        const shown = new Intl.NumberFormat('fr-FR', { minimumFractionDigits: 2 }).format(
          cents / 100,
        );
        expect(typedDecimal(shown, 'fr')?.round(2, 'exact').unscaled).toBe(BigInt(cents));
      }),
    );
  });
});
