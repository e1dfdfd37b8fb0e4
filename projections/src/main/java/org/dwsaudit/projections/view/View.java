package org.dwsaudit.projections.view;

import java.util.List;

/** A view: how events change its rows, and how these are read. */
public interface View {

  /** Its name over HTTP and on the command line. */
  String name();

  /** The key columns that a reader may filter by, in the order of the statement's arguments. */
  List<String> filters();

  /** An empty batch. */
  ViewBatch batch();

  /**
   * Reads a page: {@code row_id}, then the columns to show. Its arguments are the view's name, the
   * tenant, the row to begin behind, each filter twice (null does not filter) and the most rows.
   */
  String page();

  /**
   * Statements that delete up to so many rows of earlier generations; arguments generation, rows.
   */
  List<String> deletions();
}
