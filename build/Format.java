import com.google.googlejavaformat.java.Formatter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks that every Java file is formatted as google-java-format does it, or, with {@code apply},
 * formats them; {@code skip} does nothing. It runs on the build's own JDK, which knows the language level of the sources.
 */
final class Format {

  public static void main(String[] args) throws Exception {
    if (args[0].equals("skip")) {
      return;
    }
    boolean apply = args[0].equals("apply");
    List<Path> unformatted = new ArrayList<>();
    for (Path file : javaFiles(Path.of(args[1]))) {
      String source = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(source);
      if (!formatted.equals(source)) {
        unformatted.add(file);
        if (apply) {
          Files.writeString(file, formatted);
        }
      }
    }
    if (!apply && !unformatted.isEmpty()) {
      unformatted.forEach(file -> System.err.println("not formatted: " + file));
      System.err.println("run: mvn -N validate -Dformat=apply");
      System.exit(1);
    }
  }

  private static List<Path> javaFiles(Path root) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> sources =
          modules.map(module -> module.resolve("src")).filter(Files::isDirectory).toList();
      List<Path> files = new ArrayList<>();
      for (Path source : sources) {
        try (Stream<Path> tree = Files.walk(source)) {
          tree.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
        }
      }
      return files;
    }
  }
}
