// Server-Sent Events with the eventsource package. When the server ends the stream, the package comes back
// by itself and says where it was (Last-Event-ID).
import { EventSource } from 'eventsource';
import { reader } from './reader.mjs';

function connect() {
  const url = new URL('/v1/events/stream', reader.url);
  for (const [name, values] of Object.entries(reader.filter)) {
    values.forEach((value) => url.searchParams.append(name, value));
  }
  if (reader.position === null) {
    url.searchParams.set('from', 'start');
  } else {
    url.searchParams.set('after', reader.position);
  }
  const source = new EventSource(url);
  source.onmessage = (message) => {
    if (source.readyState === EventSource.CLOSED) {
      return;
    }
    const event = JSON.parse(message.data);
    if (event.record.position !== message.lastEventId) {
      reader.note(`the id is ${message.lastEventId}, the position ${event.record.position}`);
      process.exit(4);
    }
    switch (reader.took(event)) {
      case 'done':
        source.close();
        break;
      case 'drop':
        source.close();
        reader.again(connect);
        break;
    }
  };
  // what the server says at the end of a stream, and what breaks a connection
  source.addEventListener('error', (error) => {
    reader.note(error.data ?? error.message ?? 'the connection is lost');
    if (source.readyState === EventSource.CLOSED) {
      reader.again(connect);
    }
  });
}

connect();
