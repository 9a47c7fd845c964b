using System.Globalization;
using Vauban.Core.Model;

namespace Vauban.App.Workbench.Map;

/// <summary>Where a map draws a country: about the middle of its largest piece of land, to half a degree. It says nothing about where in it
/// anybody works.</summary>
/// <remarks>Worked out from the borders that the map draws (Natural Earth, public domain).</remarks>
static class CountryPoints
{
    static readonly Lazy<Dictionary<int, (double Latitude, double Longitude)>> All = new(Read);

    /// <summary>Latitude and longitude; null where the table has none.</summary>
    public static (double Latitude, double Longitude)? Of(int country) => All.Value.TryGetValue(country, out var point) ? point : null;

    static Dictionary<int, (double, double)> Read()
    {
        using var stream = typeof(CountryPoints).Assembly.GetManifestResourceStream("country-points.csv") ?? throw new InvalidOperationException("The executable has no table of countries' places.");
        using var reader = new StreamReader(stream);
        var points = new Dictionary<int, (double, double)>();
        var byCode = Countries.All.ToDictionary(c => c.Code, c => c.Index, StringComparer.Ordinal);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split(',');
            if (cells.Length == 3 && byCode.TryGetValue(cells[0], out var country)) points[country] = (double.Parse(cells[1], CultureInfo.InvariantCulture), double.Parse(cells[2], CultureInfo.InvariantCulture));
        }
        return points;
    }
}
