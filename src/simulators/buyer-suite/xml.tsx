/** Pieces of a document, one a line: tags, texts between them, and the head. */
function pieces(xml: string): string[] {
  return xml.match(/<!\[CDATA\[[\s\S]*?\]\]>|<!--[\s\S]*?-->|<[^>]+>|[^<]+/g) ?? [];
}

const OPENS = /^<[^!?/]/;
const CLOSED = /\/>$/;

/**
 * An XML document as people read it: an element a line, indented, a text beside its element. For looking only:
 * white space inside texts stays, that between elements goes.
 */
export function prettyXml(xml: string): string {
  const lines: string[] = [];
  let depth = 0;
  const parts = pieces(xml.trim()).filter((part) => part.trim() !== '');
  for (let at = 0; at < parts.length; at += 1) {
    const part = parts[at] ?? '';
    const [next = '', after = ''] = parts.slice(at + 1, at + 3);
    const line = (text: string): number => lines.push(`${'  '.repeat(Math.max(depth, 0))}${text}`);
    if (part.startsWith('</')) {
      depth -= 1;
      line(part);
    } else if (!OPENS.test(part) || CLOSED.test(part)) {
      line(part.trim());
    } else if (next.startsWith('</')) {
      line(part + next);
      at += 1;
    } else if (!next.startsWith('<') && after.startsWith('</')) {
      line(part + next + after);
      at += 2;
    } else {
      line(part);
      depth += 1;
    }
  }
  return lines.join('\n');
}

/** A line with its tags quieter than what they hold. */
function Line({ text }: { text: string }) {
  return (
    <>
      {text
        .split(/(<[^>]*>)/)
        .map((part) =>
          part.startsWith('<') ? <span class="tag-text">{part}</span> : <b>{part}</b>,
        )}
      {'\n'}
    </>
  );
}

/** A document, indented and folded until one wants to see it; its bytes as they were stand below. */
export function Xml({ title, text, open }: { title: string; text: string; open?: true }) {
  const isXml = text.trimStart().startsWith('<');
  return (
    <details open={open === true}>
      <summary>{title}</summary>
      <pre tabindex={0}>
        {isXml
          ? prettyXml(text)
              .split('\n')
              .map((line) => <Line text={line} />)
          : text}
      </pre>
    </details>
  );
}
