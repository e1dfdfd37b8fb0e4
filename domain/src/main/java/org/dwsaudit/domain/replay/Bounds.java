package org.dwsaudit.domain.replay;

/**
 * What a state may hold at most, so that a session of any length can be replayed.
 *
 * @param itemsMax items in one list; the ones that were not told of for longest are let go
 * @param valueCharactersMax JSON text of one value of an item; a longer one is replaced by a marker
 * @param listCharactersMax JSON text of all the values of a list; beyond it items are let go,
 *     though never the last one
 */
record Bounds(int itemsMax, int valueCharactersMax, long listCharactersMax) {

  static final Bounds DEFAULT = new Bounds(1_000, 16_384, 4_194_304);
}
