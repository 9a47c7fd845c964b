using Sylvan.Data.Csv;
using Vauban.Adapters.Formats;
using Vauban.Core.Model;

namespace Vauban.Bench;

/// <summary>Time to read, check and build a package of many rows, against plain reading of the same files into strings.</summary>
static class LoadBenchmark
{
    static readonly string[] Names = ["plain reading into strings (baseline)", "load: read and check cells", "load and build: every check and the network"];

    public static void Run(int rows)
    {
        var machine = Rounds.Machine();
        var package = Make(rows);
        var folder = Directory.CreateTempSubdirectory("vauban-load-").FullName;
        try
        {
            var path = Path.Combine(folder, "chain");
            PackageWriter.Write(package, path);
            var files = Directory.GetFiles(path, "*.csv").Order(StringComparer.Ordinal).ToArray();
            var bytes = files.Sum(f => new FileInfo(f).Length);
            var measured = Rounds.Measure(() => Plain(files), () => Load(path), () => Build(path));
            Console.WriteLine(machine);
            Rounds.Print($"{package.Tables.Sum(t => t.Rows.Count):N0} rows in {files.Length} tables, {bytes / 1e6:0.0} MB.");
            Console.WriteLine("\n| what | median, ms | against plain | allocated, MB |\n|---|---:|---:|---:|");
            foreach (var (name, (milliseconds, allocated)) in Names.Zip(measured))
                Rounds.Print($"| {name} | {milliseconds:0} | {milliseconds / measured[0].Milliseconds:0.00} | {allocated / 1e6:0} |");
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    // A line brings two to three rows with it, fewer in long chains; so the number of lines is found in steps.
    static Package Make(int rows)
    {
        var lines = Math.Max(30, rows / 3);
        for (var step = 0; ; step++)
        {
            var package = SyntheticChain.Make(lines);
            var made = package.Tables.Sum(t => t.Rows.Count);
            if (step == 3 || Math.Abs(made - rows) < rows / 200) return package;
            lines = Math.Max(30, (int)((long)lines * rows / made));
        }
    }

    static List<string[]> Plain(string[] files)
    {
        var rows = new List<string[]>();
        foreach (var file in files)
        {
            using var csv = CsvDataReader.Create(file);
            while (csv.Read())
            {
                var row = new string[csv.FieldCount];
                for (var i = 0; i < row.Length; i++) row[i] = csv.GetString(i);
                rows.Add(row);
            }
        }
        return rows;
    }

    static Package Load(string path)
    {
        var findings = new List<Finding>();
        return PackageReader.Load(path, findings) ?? throw Wrong(findings);
    }

    static Network Build(string path)
    {
        var findings = new List<Finding>();
        return NetworkBuilder.Build(Load(path), findings) ?? throw Wrong(findings);
    }

    static InvalidOperationException Wrong(List<Finding> findings) => new(string.Join('\n', findings.Where(f => f.Severity == Severity.Error).Take(5)));
}
