using System.Globalization;
using Microsoft.Extensions.Primitives;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Jobs;

/// <summary>Options of a run as an address, a form or a job holds them: the names of the command's options without the dashes.</summary>
/// <remarks>What is blank counts as not given, as an empty field of a form does.</remarks>
sealed class JobQuery
{
    const int MostValues = 50, MostLength = 500;

    readonly SortedDictionary<string, string[]> _values = new(StringComparer.Ordinal);

    /// <summary>Takes the options of a kind from names and values.</summary>
    /// <exception cref="InputException">There is more than anybody would ask.</exception>
    public JobQuery(JobKind kind, IEnumerable<KeyValuePair<string, StringValues>> given, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var (name, values) in given.Where(g => kind.Options.Contains(g.Key)))
        {
            // A switch that is off is one that is not given.
            string[] list = [.. values.OfType<string>().Select(v => v.Trim()).Where(v => v.Length > 0 && v != "false").Distinct(StringComparer.Ordinal)];
            if (list.Length > MostValues || list.Any(t => t.Length > MostLength)) throw new InputException(texts["workbench.job.long"]);
            if (list.Length > 0) _values[name] = list;
        }
    }

    /// <summary>Names and values, by name.</summary>
    public IEnumerable<KeyValuePair<string, string[]>> Values => _values;

    /// <summary>All values of an option.</summary>
    public IReadOnlyList<string> All(string name) => _values.GetValueOrDefault(name) ?? [];

    /// <summary>The value of an option, or null.</summary>
    public string? One(string name) => All(name) is [var first, ..] ? first : null;

    /// <summary>True where a switch is set.</summary>
    public bool Has(string name) => One(name) is not null;

    /// <summary>A number, or null where none is given.</summary>
    /// <param name="name">Option.</param>
    /// <param name="least">Least it may be.</param>
    /// <param name="most">Most it may be.</param>
    /// <param name="wrong">What is said of another.</param>
    /// <exception cref="InputException">It is none, or out of its range.</exception>
    public double? Number(string name, double least, double most, string wrong)
    {
        if (One(name) is not { } text) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most ? value : throw new InputException(wrong);
    }

    /// <summary>A day, or null where none is given.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public DateOnly? Date(string name, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (One(name) is not { } text) return null;
        return Dates.TryParse(text, false, out var date) ? date : throw new InputException(texts.Format("workbench.query.date", text));
    }

    /// <summary>Which rows count.</summary>
    /// <exception cref="InputException">It is no status.</exception>
    public int Status(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var status = One("status") is { } text ? FieldCatalog.Statuses.ToList().IndexOf(text) : 0;
        return status >= 0 ? status : throw new InputException(texts.Format("workbench.query.status", One("status")!));
    }

    /// <summary>Perimeters; EU27 where none is named, as with the command.</summary>
    /// <exception cref="InputException">One is no set of countries.</exception>
    public IReadOnlyList<Perimeter> Perimeters(Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return [.. (All("perimeter") is { Count: > 0 } named ? named : ["EU27"]).Select(t => Perimeter.TryParse(t, out var perimeter, out var wrong) ? perimeter : throw new InputException(texts.Format("terminal.perimeter.unknown", wrong ?? t)))];
    }

    /// <summary>Technologies, checked; empty for all.</summary>
    /// <exception cref="InputException">One is not in the package.</exception>
    public IReadOnlyList<string> Technologies(Network network, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(texts);
        foreach (var id in All("technology"))
            if (network.Technologies.All(t => t.Id != id)) throw new InputException(texts.Format("terminal.technology.unknown", id, string.Join(", ", network.Technologies.Select(t => t.Id))));
        return All("technology");
    }

    /// <summary>As it stands behind the question mark of an address, without the mark.</summary>
    public string Text() => string.Join('&', _values.SelectMany(v => v.Value.Select(t => $"{Uri.EscapeDataString(v.Key)}={Uri.EscapeDataString(t)}")));
}
