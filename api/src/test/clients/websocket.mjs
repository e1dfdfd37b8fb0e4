// WebSocket with the ws package. A ping's data is a position too: what it says was passed is passed.
import WebSocket from 'ws';
import { reader } from './reader.mjs';

function connect() {
  const url = new URL('/v1/events/ws', reader.url);
  url.protocol = 'ws:';
  const socket = new WebSocket(url);
  let ours = false;
  socket.on('open', () => {
    const start = reader.position === null ? { from: 'start' } : { after: reader.position };
    const subscription = { ...reader.filter, ...start, delivery: { type: 'stream' } };
    socket.send(JSON.stringify({ subscription }));
  });
  socket.on('ping', (data) => {
    if (!ours) {
      reader.position = data.toString();
    }
  });
  socket.on('message', (data) => {
    if (ours) {
      return;
    }
    const event = JSON.parse(data.toString());
    if (event.error) {
      reader.note(JSON.stringify(event.error));
      return;
    }
    const next = reader.took(event);
    if (next !== 'more') {
      ours = true;
      socket.close(1000);
      if (next === 'drop') {
        reader.again(connect);
      }
    }
  });
  socket.on('error', (error) => reader.note(error.message));
  socket.on('close', (code, reason) => {
    if (!ours) {
      reader.note(`closed: ${code} ${reason}`);
      reader.again(connect);
    }
  });
}

connect();
