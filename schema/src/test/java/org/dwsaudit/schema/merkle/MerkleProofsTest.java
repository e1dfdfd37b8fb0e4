package org.dwsaudit.schema.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MerkleProofsTest {

  private static final int LARGE = 70_000;

  @Test
  void everyProofInSmallTreesHoldsAndNoOther() {
    for (int size = 1; size <= 40; size++) {
      List<byte[]> entries = entries(size);
      MerkleHash root = PlainTree.root(entries);
      TiledTree tree = tree(entries, size);
      for (int index = 0; index < size; index++) {
        InclusionProof proof = tree.inclusion(index);
        MerkleHash leaf = MerkleHash.ofEntry(entries.get(index));
        assertThat(proof.proves(leaf, root)).as("%d of %d", index, size).isTrue();
        assertNoOtherPlace(proof, leaf, root);
      }
      for (int earlier = 0; earlier <= size; earlier++) {
        ConsistencyProof proof = tree.consistency(earlier);
        MerkleHash earlierRoot = PlainTree.root(entries.subList(0, earlier));
        assertThat(proof.proves(earlierRoot, root)).as("%d to %d", earlier, size).isTrue();
        if (earlier > 0) {
          assertThat(proof.proves(MerkleHash.ofEntry(new byte[] {1}), root)).isFalse();
        }
      }
    }
  }

  private static void assertNoOtherPlace(InclusionProof proof, MerkleHash leaf, MerkleHash root) {
    for (long index = -1; index <= proof.size(); index++) {
      if (index != proof.index()) {
        assertThat(new InclusionProof(index, proof.size(), proof.path()).proves(leaf, root))
            .as("%d for %d of %d", index, proof.index(), proof.size())
            .isFalse();
      }
    }
    List<MerkleHash> longer = new ArrayList<>(proof.path());
    longer.add(root);
    assertThat(new InclusionProof(proof.index(), proof.size(), longer).proves(leaf, root))
        .isFalse();
    if (!proof.path().isEmpty()) {
      List<MerkleHash> shorter = proof.path().subList(0, proof.path().size() - 1);
      assertThat(new InclusionProof(proof.index(), proof.size(), shorter).proves(leaf, root))
          .isFalse();
    }
  }

  @Test
  void aTreeOfSeveralLevelsOfTilesHasTheRootsOfTheDefinition() {
    List<byte[]> entries = entries(LARGE);
    for (int size : new int[] {255, 256, 257, 65_535, 65_536, 65_537, LARGE}) {
      TiledTree tree = tree(entries, size);
      MerkleHash root = PlainTree.root(entries.subList(0, size));
      assertThat(tree.root()).isEqualTo(root);
      assertThat(tree.inclusion(size - 1).proves(MerkleHash.ofEntry(entries.get(size - 1)), root))
          .isTrue();
      assertThat(tree.consistency(255).proves(PlainTree.root(entries.subList(0, 255)), root))
          .isTrue();
    }
  }

  @Property(tries = 50)
  void aTreeGrownInPiecesIsTheSame(@ForAll List<@IntRange(min = 1, max = 400) Integer> pieces) {
    KeptTiles tiles = new KeptTiles();
    List<byte[]> entries = entries(pieces.stream().mapToInt(Integer::intValue).sum());
    long size = 0;
    for (int piece : pieces) {
      // as after a restart: nothing is known but the tiles
      TileWriter writer = TileWriter.resume(tiles, size);
      for (int i = 0; i < piece; i++) {
        writer.append(MerkleHash.ofEntry(entries.get((int) size + i)));
      }
      tiles.put(writer.takeChanged());
      size += piece;
    }
    assertThat(new TiledTree(tiles, size).root()).isEqualTo(PlainTree.root(entries));
  }

  @Property(tries = 200)
  void aRangeWithPiecesLeftOutHasTheSameRoot(
      @ForAll @IntRange(min = 1, max = 600) int size,
      @ForAll @IntRange(min = 0, max = 600) int from,
      @ForAll @IntRange(min = 0, max = 600) int length) {
    List<byte[]> entries = entries(size);
    int start = Math.min(from, size);
    int end = Math.min(start + length, size);
    TiledTree tree = tree(entries, size);
    CompactRange range = new CompactRange();
    for (int i = 0; i < size; i++) {
      if (i == start && start < end) {
        Subtree.covering(start, end).forEach(part -> range.append(part, tree.hash(part)));
        i = end;
      }
      if (i < size) {
        range.append(MerkleHash.ofEntry(entries.get(i)));
      }
    }
    assertThat(range.root()).isEqualTo(PlainTree.root(entries));
  }

  @Test
  void aSubtreeElsewhereThanAtTheEndIsRefused() {
    CompactRange range = new CompactRange();
    range.append(MerkleHash.EMPTY);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> range.append(new Subtree(1, 0), MerkleHash.EMPTY));
  }

  private static TiledTree tree(List<byte[]> entries, int size) {
    TileWriter writer = TileWriter.resume((_, _) -> new byte[0], 0);
    entries.subList(0, size).forEach(entry -> writer.append(MerkleHash.ofEntry(entry)));
    KeptTiles tiles = new KeptTiles();
    tiles.put(writer.takeChanged());
    return new TiledTree(tiles, size);
  }

  private static List<byte[]> entries(int count) {
    List<byte[]> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(ByteBuffer.allocate(Integer.BYTES).putInt(i).array());
    }
    return entries;
  }
}
