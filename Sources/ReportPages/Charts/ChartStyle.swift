/// The part of the style sheet that charts over time need.
enum ChartStyle {
  static let text: StaticString = """
    svg text{font-size:12.6px}
    .event .solid{fill:var(--soft);stroke:none}
    .event .hollow{fill:var(--bg);stroke:var(--soft);stroke-width:1.6}
    .event:hover .solid{fill:var(--ink)}.event:hover .hollow{stroke:var(--ink)}
    .fade{fill:var(--bg);stroke:none}.f1{fill-opacity:.5}.f2{fill-opacity:.35}.f3{fill-opacity:.25}
    .beyond{fill:none;stroke:var(--soft);stroke-width:1.4}
    svg .call{font-weight:700}
    .over{fill:var(--bg);fill-opacity:.85;pointer-events:none}
    .key i.dash{width:20px;height:0;background:none;border-top:2px dashed var(--ink)}
    .mid{display:none}
    @media (max-width:1080px){.full{display:none}.mid{display:block}}
    @media (max-width:720px){.mid{display:none}.narrow{max-width:520px}}
    @media print{.full{display:none}}
    .guide{fill:none;stroke:var(--rule);stroke-width:1;stroke-dasharray:1 3}
    """
}
