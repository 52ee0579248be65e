/// The part of the style sheet that charts over time need.
enum ChartStyle {
  static let text: StaticString = """
    .event .solid{fill:var(--soft);stroke:none}
    .event .hollow{fill:var(--bg);stroke:var(--soft);stroke-width:1.6}
    .event:hover .solid{fill:var(--ink)}.event:hover .hollow{stroke:var(--ink)}
    .guide{fill:none;stroke:var(--rule);stroke-width:1;stroke-dasharray:1 3}
    """
}
