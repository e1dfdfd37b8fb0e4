package org.dwsaudit.projections.view;

import java.util.List;
import java.util.Optional;

/** All views of the product. */
public final class Views {

  private static final List<View> ALL =
      List.of(
          new SessionsView(),
          new WorkersView(),
          new OpenItemsView(),
          new VerificationsView(),
          new ToolsView(),
          new VolumesView(),
          new CountsView());

  private Views() {}

  public static List<View> all() {
    return ALL;
  }

  public static Optional<View> find(String name) {
    return ALL.stream().filter(view -> view.name().equals(name)).findFirst();
  }

  public static List<String> names() {
    return ALL.stream().map(View::name).toList();
  }
}
