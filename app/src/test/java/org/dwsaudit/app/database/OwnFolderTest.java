package org.dwsaudit.app.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFolderTest {

  @TempDir private Path temporary;

  @Test
  void isClosedToOthersWhenMadeAndWhenFoundOpen() throws IOException {
    Path folder = temporary.resolve("product").resolve("binaries");
    assertClosed(OwnFolder.create(folder));

    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertClosed(OwnFolder.create(folder));
  }

  private static void assertClosed(Path folder) throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }
}
