package org.dwsaudit.projections.processing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.processing.streaming.segmenting.Segment;
import org.axonframework.messaging.eventhandling.processing.streaming.token.GlobalSequenceTrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.TrackingToken;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.TokenStore;
import org.axonframework.messaging.eventhandling.processing.streaming.token.store.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;

/**
 * Axon's tokens in {@code projection_token}, on the connection of the unit of work; one store for
 * each processor. A token is stored only by who holds the segment's claim, and only over the token
 * that it went on from: who lost the claim, whose processor was retired, or who does again what was
 * done, fails then, and the rows of its batch with it.
 */
final class PostgresTokenStore implements TokenStore {

  private final String owner;
  private final Duration claimTimeout;
  private final Map<String, Long> renewedNanos = new ConcurrentHashMap<>();

  /** Where the next token goes on from; a batch that fails has its segment claimed anew. */
  private final Map<String, Long> from = new ConcurrentHashMap<>();

  /**
   * @param owner this processor of this server
   * @param claimTimeout how long a claim holds that is not renewed
   */
  PostgresTokenStore(String owner, Duration claimTimeout) {
    this.owner = owner;
    this.claimTimeout = claimTimeout;
  }

  /** The position that the segment's next token goes on from: up to there it has all events. */
  long goesOnFrom(String processor, int segment) {
    return from.getOrDefault(processor + " " + segment, -1L);
  }

  @FunctionalInterface
  private interface Access<T> {
    T on(Connection connection) throws SQLException;
  }

  /** Every call is part of a unit of work of {@link DatabaseUnits}. */
  private static <T> CompletableFuture<T> access(
      @Nullable ProcessingContext context, Access<T> access) {
    if (context == null) {
      throw new IllegalArgumentException("context: null (expected: a unit of work's)");
    }
    try {
      return CompletableFuture.completedFuture(access.on(DatabaseUnits.connection(context)));
    } catch (SQLException e) {
      return CompletableFuture.failedFuture(
          new ProjectionException("the database did not answer about a token", e));
    } catch (UnableToClaimTokenException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @Override
  public CompletableFuture<List<Segment>> initializeTokenSegments(
      String processor,
      int segments,
      @Nullable TrackingToken initial,
      @Nullable ProcessingContext context) {
    List<Segment> all = Segment.splitBalanced(Segment.ROOT_SEGMENT, segments - 1);
    return access(
        context,
        connection -> {
          for (Segment segment : all) {
            insert(connection, processor, segment, initial);
          }
          return all;
        });
  }

  @Override
  public CompletableFuture<Void> initializeSegment(
      @Nullable TrackingToken token,
      String processor,
      Segment segment,
      @Nullable ProcessingContext context) {
    return access(
            context,
            connection -> {
              insert(connection, processor, segment, token);
              return segment;
            })
        .thenAccept(done -> {});
  }

  /** Another server may have been faster, then its token stays. */
  private static void insert(
      Connection connection, String processor, Segment segment, @Nullable TrackingToken token)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO projection_token (processor, segment, mask, position)
            VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """)) {
      insert.setString(1, processor);
      insert.setInt(2, segment.getSegmentId());
      insert.setInt(3, segment.getMask());
      insert.setLong(4, position(token));
      insert.executeUpdate();
    }
  }

  private static long position(@Nullable TrackingToken token) {
    return token == null ? 0 : token.position().orElse(0);
  }

  @Override
  public CompletableFuture<Void> storeToken(
      @Nullable TrackingToken token,
      String processor,
      int segment,
      @Nullable ProcessingContext context) {
    return access(
            context,
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(
                      """
                      UPDATE projection_token
                      SET position = ?, claimed_at = clock_timestamp()
                      WHERE processor = ? AND segment = ? AND owner = ? AND position = ?
                      """)) {
                update.setLong(1, position(token));
                update.setString(2, processor);
                update.setInt(3, segment);
                update.setString(4, owner);
                update.setLong(5, from.getOrDefault(processor + " " + segment, -1L));
                int rows = held(update.executeUpdate(), processor, segment);
                from.put(processor + " " + segment, position(token));
                return rows;
              }
            })
        .thenAccept(done -> {});
  }

  private int held(int rows, String processor, int segment) {
    if (rows == 0) {
      throw new UnableToClaimTokenException(
          "segment %d of %s is another's, or retired".formatted(segment, processor));
    }
    renewedNanos.put(processor + " " + segment, System.nanoTime());
    return rows;
  }

  @Override
  public CompletableFuture<TrackingToken> fetchToken(
      String processor, int segment, @Nullable ProcessingContext context) {
    return access(
        context,
        connection -> {
          try (PreparedStatement claim =
              connection.prepareStatement(
                  """
                  UPDATE projection_token
                  SET owner = ?, claimed_at = clock_timestamp()
                  WHERE processor = ? AND segment = ?
                    AND (owner IS NULL OR owner = ?
                         OR claimed_at < clock_timestamp() - ? * interval '1 millisecond')
                  RETURNING position
                  """)) {
            claim.setString(1, owner);
            claim.setString(2, processor);
            claim.setInt(3, segment);
            claim.setString(4, owner);
            claim.setLong(5, claimTimeout.toMillis());
            try (ResultSet row = claim.executeQuery()) {
              held(row.next() ? 1 : 0, processor, segment);
              from.put(processor + " " + segment, row.getLong(1));
              return new GlobalSequenceTrackingToken(row.getLong(1));
            }
          }
        });
  }

  @Override
  public CompletableFuture<Void> extendClaim(
      String processor, int segment, @Nullable ProcessingContext context) {
    Long renewed = renewedNanos.get(processor + " " + segment);
    if (renewed != null && System.nanoTime() - renewed < claimTimeout.toNanos() / 4) {
      return CompletableFuture.completedFuture(null);
    }
    return access(
            context,
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(
                      """
                      UPDATE projection_token
                      SET claimed_at = clock_timestamp()
                      WHERE processor = ? AND segment = ? AND owner = ?
                      """)) {
                update.setString(1, processor);
                update.setInt(2, segment);
                update.setString(3, owner);
                return held(update.executeUpdate(), processor, segment);
              }
            })
        .thenAccept(done -> {});
  }

  @Override
  public CompletableFuture<Void> releaseClaim(
      String processor, int segment, @Nullable ProcessingContext context) {
    renewedNanos.remove(processor + " " + segment);
    return access(
            context,
            connection -> {
              try (PreparedStatement update =
                  connection.prepareStatement(
                      """
                      UPDATE projection_token SET owner = NULL
                      WHERE processor = ? AND segment = ? AND owner = ?
                      """)) {
                update.setString(1, processor);
                update.setInt(2, segment);
                update.setString(3, owner);
                return update.executeUpdate();
              }
            })
        .thenAccept(done -> {});
  }

  @Override
  public CompletableFuture<Void> deleteToken(
      String processor, int segment, @Nullable ProcessingContext context) {
    return access(
            context,
            connection -> {
              try (PreparedStatement delete =
                  connection.prepareStatement(
                      """
                      DELETE FROM projection_token
                      WHERE processor = ? AND segment = ? AND owner = ?
                      """)) {
                delete.setString(1, processor);
                delete.setInt(2, segment);
                delete.setString(3, owner);
                return held(delete.executeUpdate(), processor, segment);
              }
            })
        .thenAccept(done -> {});
  }

  @Override
  public CompletableFuture<Segment> fetchSegment(
      String processor, int segment, @Nullable ProcessingContext context) {
    return fetchSegments(processor, context)
        .thenApply(
            all ->
                all.stream()
                    .filter(candidate -> candidate.getSegmentId() == segment)
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new UnableToClaimTokenException(
                                "segment %d of %s is not there".formatted(segment, processor))));
  }

  @Override
  public CompletableFuture<List<Segment>> fetchSegments(
      String processor, @Nullable ProcessingContext context) {
    return access(
        context,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT segment, mask FROM projection_token WHERE processor = ? ORDER BY segment
                  """)) {
            select.setString(1, processor);
            return segments(select);
          }
        });
  }

  @Override
  public CompletableFuture<List<Segment>> fetchAvailableSegments(
      String processor, @Nullable ProcessingContext context) {
    return access(
        context,
        connection -> {
          try (PreparedStatement select =
              connection.prepareStatement(
                  """
                  SELECT segment, mask
                  FROM projection_token
                  WHERE processor = ?
                    AND (owner IS NULL OR owner = ?
                         OR claimed_at < clock_timestamp() - ? * interval '1 millisecond')
                  ORDER BY segment
                  """)) {
            select.setString(1, processor);
            select.setString(2, owner);
            select.setLong(3, claimTimeout.toMillis());
            return segments(select);
          }
        });
  }

  private static List<Segment> segments(PreparedStatement select) throws SQLException {
    List<Segment> segments = new ArrayList<>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        segments.add(new Segment(row.getInt(1), row.getInt(2)));
      }
    }
    return segments;
  }

  @Override
  public CompletableFuture<String> retrieveStorageIdentifier(@Nullable ProcessingContext context) {
    return CompletableFuture.completedFuture("projection_token");
  }
}
