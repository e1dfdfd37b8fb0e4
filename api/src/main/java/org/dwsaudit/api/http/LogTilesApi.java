package org.dwsaudit.api.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import java.nio.ByteBuffer;
import java.util.List;
import org.dwsaudit.api.AuditServices;
import org.dwsaudit.api.http.exchange.ApiRequest;
import org.dwsaudit.api.http.exchange.Endpoint;
import org.dwsaudit.schema.error.AuditException;
import org.dwsaudit.schema.error.ErrorCode;
import org.dwsaudit.schema.error.Excerpt;
import org.dwsaudit.schema.merkle.MerkleHash;
import org.dwsaudit.schema.merkle.TilePath;

/**
 * {@code /v1/log/tile}: the Merkle log as tiles, for the tools that read C2SP tlog-tiles. What they
 * hold never changes.
 */
final class LogTilesApi {

  private static final String UNCHANGING = "public, max-age=31536000, immutable";

  private final AuditServices services;

  LogTilesApi(AuditServices services) {
    this.services = services;
  }

  List<Endpoint> endpoints() {
    return List.of(Endpoint.get("/v1/log/tile/{*tile}", this::tile));
  }

  private HttpResponse tile(ApiRequest request) {
    String text = request.pathParameter("tile");
    TilePath path =
        TilePath.parse(text)
            .orElseThrow(
                () ->
                    new AuditException(
                        ErrorCode.LOG_TILE_NOT_FOUND,
                        "tile: %s (expected: as 0/x001/234 or entries/x001/234.p/17)"
                            .formatted(Excerpt.of(text))));
    byte[] bytes =
        path.entries()
            ? bundle(services.log().entries(path.tile().index(), path.width()))
            : services.log().hashes(path.tile(), path.width());
    return HttpResponse.of(
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(MediaType.OCTET_STREAM)
            .add(HttpHeaderNames.CACHE_CONTROL, UNCHANGING)
            .build(),
        HttpData.wrap(bytes));
  }

  /** Entries, each behind its length in two bytes. */
  private static byte[] bundle(byte[] entries) {
    int count = entries.length / MerkleHash.BYTES;
    ByteBuffer bundle = ByteBuffer.allocate(count * (Short.BYTES + MerkleHash.BYTES));
    for (int i = 0; i < count; i++) {
      bundle.putShort((short) MerkleHash.BYTES);
      bundle.put(entries, i * MerkleHash.BYTES, MerkleHash.BYTES);
    }
    return bundle.array();
  }
}
