// A plain receiver of webhooks on Node's own http and crypto: it checks each signature by the words of the
// Standard Webhooks convention, and fails, hangs and answers late on purpose.
//
// node webhook.mjs COUNT
//   reads the secret from a line on standard input once it has printed where it listens
//   COUNT  events to take before it ends
//
// Prints {"url": …}, then an event a line when it took a batch, in the order in which they came.

import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

let left = Number(process.argv[2]);
let deliveries = 0;
const secret = new Promise((resolve) => {
  createInterface({ input: process.stdin }).once('line', (line) => resolve(line.trim()));
});
const taken = new Set();

async function isSigned(headers, body) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (Math.abs(Date.now() / 1000 - Number(timestamp)) > 300) {
    return false;
  }
  const key = Buffer.from((await secret).replace('whsec_', ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest();
  return headers['webhook-signature'].split(' ').some((signature) => {
    const given = Buffer.from(signature.replace('v1,', ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}

// Once for each event, whatever comes how often: its id says so.
function take(body) {
  for (const event of JSON.parse(body).events) {
    if (!taken.has(event.event_id)) {
      taken.add(event.event_id);
      process.stdout.write(JSON.stringify({
        event_id: event.event_id,
        position: event.record.position,
        sequence_number: event.sequence_number,
      }) + '\n');
      left--;
    }
  }
}

const server = createServer(async (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  for await (const part of request) {
    body += part;
  }
  if (!await isSigned(request.headers, body)) {
    process.stderr.write('a delivery that is not signed\n');
    process.exit(4);
  }
  deliveries++;
  switch (deliveries % 5) {
    case 1:                                   // fails
      response.writeHead(500).end('not today');
      return;
    case 2:                                   // hangs: it never answers
      return;
    case 3:                                   // takes it, but says so too late
      take(body);
      setTimeout(() => response.writeHead(200).end(), 1_000);
      break;
    case 4:                                   // takes it and breaks the line
      take(body);
      request.socket.destroy();
      break;
    default:
      take(body);
      response.writeHead(204).end();
  }
  if (left === 0 && deliveries % 5 === 0) {
    process.stderr.write(`${deliveries} deliveries\n`);
    server.close(() => process.exit(0));
    server.closeAllConnections();
  }
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}/hook` }) + '\n');
});

setTimeout(() => {
  process.stderr.write(`gave up; ${left} events are missing\n`);
  process.exit(3);
}, 100_000).unref();
