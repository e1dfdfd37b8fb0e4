package org.dwsaudit.projections.subscription;

import java.time.Instant;
import java.util.List;
import org.dwsaudit.schema.event.Position;

/**
 * A batch that was begun: the same events in every try, whichever server makes it.
 *
 * @param positions of its events, in order
 * @param upTo where the subscription stands once the batch is out of the way
 * @param since when the first of them was recorded
 */
public record OpenBatch(List<Position> positions, Position upTo, Instant since) {

  public OpenBatch {
    positions = List.copyOf(positions);
  }
}
