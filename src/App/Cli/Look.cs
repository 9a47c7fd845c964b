using Spectre.Console;
using Vauban.Adapters.Reports;
using Vauban.Core.Model;

namespace Vauban.App.Cli;

/// <summary>What the texts of one answer share: names, numbers with their ranges, and sheets.</summary>
/// <param name="call">Call.</param>
/// <param name="network">Network that the names are from.</param>
/// <param name="heads">What the keys of its column headings begin with.</param>
sealed class Look(Call call, Network network, string heads)
{
    readonly Call _call = call;

    public Names Names { get; } = new(network, call.Texts, true);

    public Numbers Numbers { get; } = new(call.Texts);

    public Adapters.Texts.Texts Texts => _call.Texts;

    public void Blank() => _call.Terminal.Out.WriteLine();

    public void Title(string text)
    {
        Blank();
        var rest = network.Package.Head.Name;
        _call.Terminal.Out.Write(new Text(text, Cli.Sheet.Strong));
        Lines.Write(_call.Terminal.Out, "   " + rest, Lines.Cells(text), 2, Cli.Sheet.Quiet);
    }

    public void Head(string text, string rest)
    {
        _call.Terminal.Out.Write(new Text(text, Cli.Sheet.Strong));
        Lines.Write(_call.Terminal.Out, "  " + rest, Lines.Cells(text), 2, Cli.Sheet.Quiet);
    }

    public void Line(string text, int indent, Style? style = null)
    {
        _call.Terminal.Out.Write(new string(' ', indent));
        Lines.Write(_call.Terminal.Out, text, indent, indent, style);
    }

    public SheetCell[] Heads(params string[] keys) => [.. keys.Select((k, i) => new SheetCell((i == 0 ? "  " : "") + Texts[heads + k], Cli.Sheet.Quiet))];

    /// <summary>A sheet whose columns want these widths; a narrower terminal takes from all alike.</summary>
    public Sheet Sheet(params int[] widths) => Cli.Sheet.Of(_call.Terminal, widths);

    public string Count(int value) => Numbers.Text(value);

    /// <summary>A whole number of any size, in groups of three.</summary>
    public static string Whole(System.Numerics.BigInteger value) => value.ToString("#,0", new System.Globalization.NumberFormatInfo { NumberGroupSeparator = "\u00A0", NumberDecimalDigits = 0 });

    public string Share(Figure? figure) => Value(figure, Numbers.Share);

    /// <summary>A figure as its central value and its range, or unknown.</summary>
    public string Value(Figure? figure, Func<double, string> text)
    {
        if (figure is null) return Texts["unit.unknown"];
        var (low, central, high) = (text(figure.Low), text(figure.Central), text(figure.High));
        return low == high ? central : Texts.Format("unit.with-range", central, Texts.Format("unit.range", low, high));
    }
}
