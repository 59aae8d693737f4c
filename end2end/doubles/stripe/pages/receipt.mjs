// @ts-check
/** What a customer is shown of an invoice and of a payment. */
import { shown } from '../money.mjs';
import { escaped, layout } from './layout.mjs';

/** The smallest file that a reader of PDF opens. @param {string[]} lines */
function pdf(lines) {
  const safe = lines.map((line) => line.replace(/[^\x20-\x7e]/g, '?').replace(/[\\()]/g, '\\$&'));
  const stream = `BT /F1 12 Tf 50 780 Td 16 TL ${safe.map((line) => `(${line}) Tj T*`).join(' ')} ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  return Buffer.from(`${file}xref\n0 6\n0000000000 65535 f \n${places.join('')}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`, 'latin1');
}

/** @type {import('./pages.mjs').PageRoute[]} */
export const routes = [
  ['GET', /^\/invoices\/([^/]+)$/, ({ double, id }) => {
    const invoice = double.store.get('invoice', id);
    const rows = invoice.lines.data.map((/** @type {any} */ line) => `<tr><td>${escaped(line.description)}</td><td>${shown(line.amount, invoice.currency)}</td></tr>`).join('');
    return { html: layout(`Invoice ${invoice.number ?? ''}`, `<p>${escaped(invoice.status)}</p><table><tbody>${rows}<tr><th scope="row">Total</th><td>${shown(invoice.total, invoice.currency)}</td></tr></tbody></table>
<p><a href="/invoices/${escaped(id)}/pdf">Download</a></p>`) };
  }],
  ['GET', /^\/invoices\/([^/]+)\/pdf$/, ({ double, id }) => {
    const invoice = double.store.get('invoice', id);
    const lines = invoice.lines.data.map((/** @type {any} */ line) => `${line.description}  ${shown(line.amount, invoice.currency)}`);
    return { type: 'application/pdf', body: pdf([`Invoice ${invoice.number} (test payments)`, ...lines, `Total ${shown(invoice.total, invoice.currency)}`]) };
  }],
  ['GET', /^\/receipts\/([^/]+)$/, ({ double, id }) => {
    const charge = double.store.get('charge', id);
    return { html: layout('Receipt', `<p>${shown(charge.amount, charge.currency)}, card ending in ${escaped(charge.payment_method_details.card.last4)}</p>`) };
  }],
];
