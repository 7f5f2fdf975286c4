/// How the pages look, on a screen and on paper.
enum HTMLStyle {
    static let css = """

        :root { --ink: #1f2328; --soft: #5b6470; --line: #c9ced6; --head: #f1f3f6; --red: #b3261e; --yellow: #8a5a00;
          --blue: #1f5fa8; --green: #2b6e3f; --grey: #6b7280; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 28px 32px 40px; max-width: 1080px; color: var(--ink); background: #fff;
          font: 15px/1.6 "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "SimHei", sans-serif; }
        body.broad { max-width: 1320px; } body.wide { max-width: 1680px; }
        header { border-bottom: 3px solid var(--red); margin-bottom: 18px; padding-bottom: 10px; text-align: center; }
        h1 { margin: 0; font-size: 27px; letter-spacing: .08em; }
        header p { margin: 4px 0 0; color: var(--soft); }
        h2 { font-size: 18px; margin: 22px 0 8px; padding-left: 10px; border-left: 4px solid var(--red); }
        p { margin: 8px 0; }
        .figures { display: flex; flex-wrap: wrap; gap: 10px; list-style: none; margin: 14px 0; padding: 0; }
        .figures li { flex: 1 1 0; min-width: 92px; border: 1px solid var(--line); border-top: 4px solid var(--grey); padding: 6px 8px 8px;
          text-align: center; background: #fff; }
        .figures b { font-size: 27px; line-height: 1.25; font-variant-numeric: tabular-nums; }
        .figures i { font-style: normal; color: var(--soft); margin-left: 2px; }
        .figures span { display: block; color: var(--soft); font-size: 14px; }
        .figures .red { border-top-color: var(--red); } .figures .red b { color: var(--red); }
        .figures .yellow { border-top-color: #d99a00; } .figures .blue { border-top-color: var(--blue); }
        .figures .green { border-top-color: var(--green); }
        table { width: 100%; border-collapse: collapse; margin: 10px 0; font-size: 14px; }
        th, td { border: 1px solid var(--line); padding: 5px 8px; text-align: left; vertical-align: middle; }
        th { background: var(--head); font-weight: 600; }
        tbody tr:nth-child(even) { background: #fafbfc; }
        tr.late td:first-child { box-shadow: inset 4px 0 0 var(--red); }
        .word, .day { white-space: nowrap; }
        .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        th.number { text-align: center; }
        .tone { font-weight: 600; } .word .tone { white-space: nowrap; }
        th:not([class]) { min-width: 7em; }
        .red { color: var(--red); } .yellow { color: var(--yellow); } .blue { color: var(--blue); }
        .green { color: var(--green); } .grey { color: var(--grey); font-weight: 400; }
        tfoot td { background: var(--head); font-weight: 600; }
        .matrix { width: auto; min-width: 60%; margin-left: auto; margin-right: auto; }
        .matrix .mark { text-align: center; padding: 4px 3px; min-width: 30px; }
        .matrix th.mark { vertical-align: bottom; padding: 8px 3px; }
        .matrix th.mark span { writing-mode: vertical-rl; text-orientation: upright; letter-spacing: .06em; line-height: 1.2;
          max-height: 16em; white-space: nowrap; margin: 0 auto; }
        .matrix tbody tr:hover, table tbody tr:hover { background: #fff7e6; }
        abbr { text-decoration: none; font-size: 16px; line-height: 1; }
        abbr.lead { color: var(--red); font-weight: 700; } abbr.responsible { color: var(--blue); } abbr.supporting { color: var(--grey); }
        td.span { min-width: 240px; width: 34%; }
        .bar { position: relative; height: 12px; background: #eef0f3; border: 1px solid var(--line); }
        .bar i { position: absolute; top: 0; bottom: 0; background: var(--grey); opacity: .75; }
        .bar.red i { background: repeating-linear-gradient(135deg, var(--red) 0 5px, #d4615a 5px 8px); opacity: 1; }
        .bar.yellow i { background: #d99a00; opacity: 1; } .bar.blue i { background: var(--blue); } .bar.green i { background: var(--green); }
        .bar u { position: absolute; top: -5px; bottom: -5px; width: 0; border-left: 2px solid #000; }
        td small { color: var(--soft); font-size: 12px; line-height: 1.3; }
        footer { margin-top: 18px; padding-top: 8px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }
        footer p { margin: 2px 0; }
        @page { margin: 14mm 12mm; }
        @media print {
          body[class] { max-width: none; padding: 0; font-size: 10.5pt; }
          table { font-size: 9.5pt; } th, td { padding: 3px 5px; }
          h1 { font-size: 18pt; }
          thead { display: table-header-group; } tfoot { display: table-row-group; }
          tr, .figures, .figures li { break-inside: avoid; } h2 { break-after: avoid; }
          .bar i, .bar, th, tfoot td, tr.late td:first-child, .figures li { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
          footer { break-inside: avoid; }
        }

        """
}
