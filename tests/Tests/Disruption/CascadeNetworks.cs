using System.Globalization;
using Vauban.Core.Disruption;

namespace Vauban.Tests.Disruption;

/// <summary>Networks of the reference values: eleven firms by hand, and the generator of heavy-tailed ones (integers only).</summary>
static class CascadeNetworks
{
    /// <summary>Ten links of one unit among eleven firms in five sectors.</summary>
    public static CascadeInput Eleven(InputClass all) => new()
    {
        Firms = [.. Enumerable.Range(1, 11).Select(i => i.ToString(CultureInfo.InvariantCulture))],
        Sectors = ["1", "2", "3", "4", "5"],
        SectorOf = [0, 1, 0, 2, 3, 1, 3, 0, 1, 2, 4],
        Links = [.. new[] { (2, 1), (2, 3), (7, 4), (9, 5), (3, 7), (6, 7), (10, 7), (9, 10), (7, 11), (8, 11) }.Select(l => new CascadeLink(l.Item1 - 1, l.Item2 - 1, 1))],
        ClassOf = (_, _) => all,
    };

    public static CascadeInput Heavy(int firms, int sectors, int degree, ulong seed)
    {
        var state = seed;
        var sectorOf = new int[firms];
        for (var i = 0; i < firms; i++) sectorOf[i] = i < sectors ? i : (int)(Next(ref state) % (ulong)sectors);
        var links = new List<CascadeLink>();
        for (var customer = 0; customer < firms; customer++)
        {
            var count = 1 + Skew(ref state, 4 * (degree - 1));
            for (var k = 0; k < count; k++)
            {
                var supplier = Skew(ref state, firms);
                var amount = 1 + Skew(ref state, 1000);
                if (supplier != customer) links.Add(new(supplier, customer, amount));
            }
        }
        return new()
        {
            Firms = [.. Enumerable.Range(0, firms).Select(i => "f" + i.ToString(CultureInfo.InvariantCulture))], Sectors = [.. Enumerable.Range(0, sectors).Select(i => i.ToString(CultureInfo.InvariantCulture))],
            SectorOf = sectorOf, Links = links, ClassOf = (k, l) => ClassOf(k, l, seed),
        };
    }

    static InputClass ClassOf(int supplier, int customer, ulong seed) => (Mixed((seed + 1 + 64 * (ulong)supplier + (ulong)(customer % 55)) * 0x9E3779B97F4A7C15) % 100) switch
    {
        < 30 => InputClass.Essential,
        < 80 => InputClass.NonEssential,
        _ => InputClass.Negligible,
    };

    static int Skew(ref ulong state, int range)
    {
        var (a, b) = (Next(ref state) >> 32, Next(ref state) >> 32);
        return (int)((((a * b) >> 32) * (ulong)range) >> 32);
    }

    static ulong Next(ref ulong state) => Mixed(state += 0x9E3779B97F4A7C15);

    static ulong Mixed(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
