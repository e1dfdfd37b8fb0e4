// What every reader does, whatever it reads with: it counts, drops its connection now and then, goes on
// after the last position that it was told, and prints what it got, an event a line.
//
// node CLIENT.mjs URL FILTER COUNT DROP_EVERY
//   FILTER      as JSON, members of a subscription
//   COUNT       events to read before it ends
//   DROP_EVERY  events after which it drops its connection and comes back; 0: never

const [url, filter, count, dropEvery] = process.argv.slice(2);

export const reader = {
  url: new URL(url),
  filter: JSON.parse(filter),
  left: Number(count),
  position: null,
  sinceDrop: 0,
  dropped: 0,

  // An event, as the server gave it. Says what to do next: 'more', 'drop' or 'done'.
  took(event) {
    this.position = event.record.position;
    process.stdout.write(JSON.stringify({
      position: event.record.position,
      event_id: event.event_id,
      session_id: event.session_id,
      sequence_number: Number(event.sequence_number),
    }) + '\n');
    this.left--;
    this.sinceDrop++;
    if (this.left === 0) {
      return 'done';
    }
    if (Number(dropEvery) > 0 && this.sinceDrop === Number(dropEvery)) {
      this.sinceDrop = 0;
      this.dropped++;
      return 'drop';
    }
    return 'more';
  },

  note(text) {
    process.stderr.write(text + '\n');
  },

  // Waits a moment before the next try, as every client should.
  again(connect) {
    setTimeout(connect, 20 + Math.random() * 80);
  },
};

setTimeout(() => {
  reader.note(`gave up; ${reader.left} events are missing`);
  process.exit(3);
}, 100_000).unref();
