namespace Vauban.Adapters.Reports;

/// <summary>The look of the pages: calm, made for A4, readable without colour, in light and dark.</summary>
static class PageStyle
{
    /// <summary>Rules of both pages.</summary>
    public const string Common = """
        :root{--ink:#1b2230;--quiet:#4a5567;--line:#ccd3dd;--accent:#1d3f7a;--paper:#fff;--panel:#f4f6f9;
        --good:#e2f0e6;--good-ink:#12502b;--mid:#fdf0d5;--mid-ink:#6a4200;--bad:#fbe5e2;--bad-ink:#86190f;--open:#e9edf2;--open-ink:#3a4454;
        --fill:#3b63a5;--track:#e3e8ef;--range:#10182a;--tick:#86190f}
        @media (prefers-color-scheme:dark){@media screen{:root{--ink:#e4e8ee;--quiet:#aab4c3;--line:#37414f;--accent:#a4c1f4;--paper:#12161d;--panel:#1a202a;
        --good:#15331f;--good-ink:#aee0bd;--mid:#3a2b0b;--mid-ink:#f1d393;--bad:#42190f;--bad-ink:#f8bdb2;--open:#272f3b;--open-ink:#c8d1dd;
        --fill:#6d97dd;--track:#2a323e;--range:#fff;--tick:#f2968a}}}
        *{box-sizing:border-box}
        html{font-size:100%;-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 "Source Sans 3","Segoe UI","Helvetica Neue","Liberation Sans",Arial,sans-serif;overflow-wrap:anywhere}
        h1,h2,h3,h4,h5{line-height:1.2;color:var(--accent);font-weight:650;text-wrap:balance}
        a{color:var(--accent)}
        a:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--fill);outline-offset:2px}
        .skip{position:absolute;left:-999em}
        .skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem;z-index:2}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        caption{text-align:left;font-size:.85em;padding:.2rem 0;color:var(--quiet)}.grid caption{font-size:1em;font-weight:650;color:var(--ink)}
        th,td{text-align:left;vertical-align:top;padding:.35rem .6rem .35rem 0;border-bottom:1px solid var(--line)}
        thead th{overflow-wrap:normal;hyphens:auto;border-bottom:2px solid var(--accent);font-size:.85em;color:var(--quiet);font-weight:600}
        tbody th{font-weight:500}.grid tbody th{font-weight:650}.q{overflow-wrap:normal}
        .num{text-align:right;white-space:nowrap}
        .wide{overflow-x:auto;max-width:100%}
        .sub{display:block;font-size:.85em;font-weight:400;color:var(--quiet);line-height:1.35}
        .v{display:inline-block;padding:.05em .5em .05em .4em;border-radius:.25em;font-weight:600;line-height:1.5;-webkit-print-color-adjust:exact;print-color-adjust:exact;overflow-wrap:normal}
        .t-good{background:var(--good);color:var(--good-ink)}.t-mid{background:var(--mid);color:var(--mid-ink)}.t-bad{background:var(--bad);color:var(--bad-ink)}
        .t-open{background:var(--open);color:var(--open-ink)}.t-none{color:var(--quiet);font-weight:400;padding-left:0}
        .m{display:inline-block;width:.72em;height:.72em;margin-right:.4em;border:.12em solid currentColor;border-radius:50%;vertical-align:-.02em}
        .m-full{background:currentColor}.m-ring{background:radial-gradient(circle,currentColor 42%,transparent 48%)}
        .m-half{background:linear-gradient(90deg,currentColor 50%,transparent 50%)}
        .m-quarter{background:conic-gradient(currentColor 25%,transparent 25%)}
        .m-dashed,.m-dashed-square{border-style:dotted}
        .m-square,.m-cut,.m-dashed-square{border-radius:0}.m-square{background:currentColor}
        .m-cut{background:linear-gradient(135deg,transparent 43%,currentColor 43%,currentColor 57%,transparent 57%)}
        .m-line{height:0;border-width:.06em 0;border-radius:0;vertical-align:.25em}
        .grid{min-width:44rem;table-layout:fixed}.c-verb{width:18%}.c-danger{width:14%}
        .grid td,.grid th{padding-right:.5rem}
        .grid tbody .danger{font-weight:400;overflow-wrap:normal;hyphens:auto;color:var(--quiet);font-size:.85em}
        .grid tbody{border-bottom:1px solid var(--accent)}
        .grid tbody tr:first-child td,.grid tbody tr:first-child .danger{border-bottom-color:transparent}
        .bar{display:block;width:100%;min-width:6rem;max-width:14rem;height:1rem;-webkit-print-color-adjust:exact;print-color-adjust:exact}
        .b-track{fill:var(--track)}.b-fill{fill:var(--fill)}.b-open{fill:var(--fill);opacity:.25}.b-range{fill:var(--range)}.b-tick{fill:var(--tick)}
        .legend{font-size:.85rem;color:var(--quiet)}

        """;

    /// <summary>Rules of the report.</summary>
    public const string Report = """
        body>header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}
        body>header{padding-top:2.5rem;border-bottom:1px solid var(--line)}
        .eyebrow{margin:0;color:var(--quiet);font-size:.9rem}
        .marking{font-weight:650;color:var(--ink)}
        h1{font-size:2rem;margin:.2rem 0 .8rem}
        h2{font-size:1.5rem;margin:2.8rem 0 .6rem;padding-top:.8rem;border-top:3px solid var(--accent)}
        h3{font-size:1.2rem;margin:1.6rem 0 .4rem}h4{font-size:1.08rem;margin:1.5rem 0 .3rem}h5{font-size:.95rem;margin:1rem 0 .2rem;color:var(--ink)}
        p{margin:.35rem 0;max-width:48rem}
        ul,ol{padding-left:1.3rem;margin:.3rem 0;max-width:50rem}
        dl{display:grid;grid-template-columns:minmax(9rem,14rem) 1fr;gap:.2rem 1rem;margin:.6rem 0 1rem}
        dt{color:var(--quiet)}dd{margin:0}
        nav ul{columns:2;column-gap:2rem}
        details{border:1px solid var(--line);border-radius:.3rem;margin:.8rem 0;padding:0 1rem}
        details[open]{padding-bottom:1rem}
        summary{cursor:pointer;padding:.5rem 0}
        summary h3{display:inline;margin:0}
        summary .at{color:var(--quiet);font-size:.9rem;margin-left:.6rem}
        .verb{border-top:1px solid var(--line);margin-top:1rem}
        .pair{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem}
        .make{border-left:3px solid var(--fill);padding-left:.8rem}
        .tree,.tree ul{list-style:none;margin:0;padding:0}
        .tree ul{border-left:1px solid var(--line);margin-left:.5rem;padding-left:1rem}
        .tree li{margin:.35rem 0}
        .tree .node{display:grid;grid-template-columns:minmax(9rem,1.2fr) minmax(6rem,9rem) 1.4fr;gap:.1rem 1rem;align-items:center}
        .tree .name{font-weight:600}
        .tree .bar{height:.8rem}
        footer{margin-top:3rem;padding-bottom:3rem;border-top:1px solid var(--line);font-size:.85rem;color:var(--quiet)}
        code{font-family:ui-monospace,"Liberation Mono",Consolas,monospace;font-size:.88em}
        @media screen and (max-width:46rem){.wide table{min-width:36rem}.pair,.tree .node{grid-template-columns:1fr}nav ul{columns:1}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.4rem}h1{font-size:1.6rem}.tree .node .bar{max-width:10rem}.tree ul{padding-left:.7rem}details{padding:0 .6rem}}
        @page{size:A4;margin:16mm 14mm 16mm}
        @media print{body{font-size:9.5pt;line-height:1.4}body>header,main,footer{max-width:none;padding:0}body>header{padding-top:0}nav,.skip{display:none}
        h1{font-size:20pt}h2{font-size:15pt;margin-top:8mm}h3{font-size:12pt}h4{font-size:10.5pt}
        h2,h3,h4,h5,caption,summary{break-after:avoid}tr,.node,li>p{break-inside:avoid}thead{display:table-header-group}
        details{border:0;padding:0}details::details-content{content-visibility:visible;display:block;height:auto}summary{list-style:none}.wide{overflow:visible}.grid{min-width:0}
        a{text-decoration:none;color:inherit}}

        """;

    /// <summary>Rules of the brief: two sheets of A4.</summary>
    public const string Brief = """
        body{font-size:9.4pt;line-height:1.34;background:var(--panel)}
        .sheet{width:210mm;min-height:297mm;margin:6mm auto;padding:14mm 15mm 12mm;background:var(--paper);border:1px solid var(--line);position:relative;display:flex;flex-direction:column}
        .sheet>*{flex:none}
        .eyebrow{display:flex;justify-content:space-between;gap:1rem;margin:0;color:var(--quiet);font-size:8.4pt}
        .marking{font-weight:650;color:var(--ink)}
        h1{font-size:17pt;margin:1.5mm 0 1mm}
        h2{font-size:11pt;margin:4mm 0 1mm;padding-top:1.2mm;border-top:1.5pt solid var(--accent)}
        p{margin:.8mm 0}.lead{font-size:10.4pt}
        ul,ol{margin:.6mm 0;padding-left:4.5mm}li{margin:.4mm 0}
        caption{padding:.5mm 0}th,td{padding:.55mm 2mm .55mm 0}
        .grid{min-width:0}.grid th,.grid td{font-size:8.4pt}.v{padding:0 .35em}
        .sub{font-size:7.6pt}.legend{font-size:8.4pt}.c-verb{width:18%}.c-danger{width:13%}
        .bar{max-width:32mm;height:3.2mm}
        .foot{margin-top:auto;padding-top:2mm;border-top:1px solid var(--line);color:var(--quiet);font-size:7.6pt}
        @page{size:A4;margin:0}
        @media screen and (max-width:215mm){.sheet{width:auto;min-height:0;margin:0;padding:1rem;border:0}.grid{min-width:40rem}}
        @media print{body{background:none}.skip{display:none}.sheet{margin:0;border:0;height:297mm;min-height:0;break-after:page;break-inside:avoid}.sheet:last-of-type{break-after:auto}.wide{overflow:visible}a{text-decoration:none;color:inherit}}

        """;
}
