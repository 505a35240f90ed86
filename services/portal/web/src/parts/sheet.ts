// Rows as a file, written here: for what the pages narrow or order themselves, so that a file holds what the screen shows.
// What a method can narrow leaves by the door, which knows no limit of a thousand rows.

export interface Sheet {
  titles: string[];
  rows: (string | number)[][];
}

/** What a spreadsheet would take for a formula stays text. */
const plain = (text: string): string => (/^ *[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** As the door writes it: semicolons, decimal commas, a mark for UTF-8. */
export function csvOf(sheet: Sheet): Blob {
  const field = (cell: string | number) => {
    if (typeof cell === 'number') return String(cell).replace('.', ',');
    const text = plain(cell);
    return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [sheet.titles, ...sheet.rows].map((row) => row.map(field).join(';') + '\r\n');
  return new Blob(['\uFEFF', ...lines], { type: 'text/csv' });
}

const escaped = (text: string): string => text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')
  .replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const OFFICE = 'http://schemas.openxmlformats.org';

function worksheet(sheet: Sheet): string {
  const cell = (value: string | number) => typeof value === 'number' && Number.isFinite(value) ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`;
  const rows = [sheet.titles, ...sheet.rows].map((row) => `<row>${row.map(cell).join('')}</row>`).join('');
  return `${HEAD}<worksheet xmlns="${OFFICE}/spreadsheetml/2006/main"><sheetData>${rows}</sheetData></worksheet>`;
}

export function xlsxOf(sheet: Sheet): Blob {
  const relation = (kind: string, target: string) => `${HEAD}<Relationships xmlns="${OFFICE}/package/2006/relationships">` +
    `<Relationship Id="r1" Type="${OFFICE}/officeDocument/2006/relationships/${kind}" Target="${target}"/></Relationships>`;
  const type = (part: string, kind: string) => `<Override PartName="/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="${OFFICE}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `${type('book.xml', 'sheet.main')}${type('sheet.xml', 'worksheet')}</Types>`,
    '_rels/.rels': relation('officeDocument', 'book.xml'),
    'book.xml': `${HEAD}<workbook xmlns="${OFFICE}/spreadsheetml/2006/main" xmlns:r="${OFFICE}/officeDocument/2006/relationships"><sheets><sheet name="Lijst" sheetId="1" r:id="r1"/></sheets></workbook>`,
    '_rels/book.xml.rels': relation('worksheet', 'sheet.xml'),
    'sheet.xml': worksheet(sheet),
  });
}

/** CRC-32 as zip has it. */
export function crcOf(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; ++bit) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** 1 January 1980, the first day that zip knows: files of the same rows are the same. */
const ZIP_DAY = 0x0021;

/** Files without compression: a thousand rows are small. */
function zipOf(files: Record<string, string>): Blob {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const index: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  const numbers = (...fields: [number, 2 | 4][]) => {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, size]) => sum + size, 0)));
    let at = 0;
    for (const [value, size] of fields) {
      if (size === 2) view.setUint16(at, value, true);
      else view.setUint32(at, value, true);
      at += size;
    }
    return new Uint8Array(view.buffer);
  };
  for (const [name, text] of Object.entries(files)) {
    const [path, bytes] = [encoder.encode(name), encoder.encode(text)];
    const facts: [number, 2 | 4][] = [[20, 2], [0x0800, 2], [0, 2], [0, 2], [ZIP_DAY, 2], [crcOf(bytes), 4], [bytes.length, 4], [bytes.length, 4], [path.length, 2], [0, 2]];
    index.push(numbers([0x02014b50, 4], [20, 2], ...facts, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), path);
    parts.push(numbers([0x04034b50, 4], ...facts), path, bytes);
    offset = parts.reduce((sum, part) => sum + part.length, 0);
  }
  const count = Object.keys(files).length;
  const indexSize = index.reduce((sum, part) => sum + part.length, 0);
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [indexSize, 4], [offset, 4], [0, 2]);
  return new Blob([...parts, ...index, end], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' });
}
