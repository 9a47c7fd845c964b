using System.Diagnostics;
using System.Globalization;
using Vauban.Adapters.Stores;
using Vauban.Adapters.Stores.Papers;
using Vauban.Core.Evidence;
using Vauban.Core.Model;
using Vauban.Tests.Evidence;

namespace Vauban.Bench;

/// <summary>Search in a library of generated papers, in an embedded store and on a PostgreSQL server: how long a question takes, and whether both give the same order.</summary>
static class EvidenceBenchmark
{
    const int Times = 9, Batch = 500;

    static readonly (string Name, PaperQuery Query)[] Questions =
    [
        ("a word of nearly every paper", new() { Words = "capacity" }),
        ("a word of few papers", new() { Words = "word77" }),
        ("three words", new() { Words = "magnet dependence supply" }),
        ("eight words", new() { Words = "capacity supply powder magnet steel dependence resilience industry" }),
        ("two words, by topic and time", new() { Words = "powder steel", Topic = "topic 2", From = new(2020, 1, 1) }),
        ("no words, by publisher", new() { Publisher = "Publisher 3" }),
        ("the 50th page of a frequent word", new() { Words = "capacity", Skip = 980 }),
        ("frequent words, for who sees TLP:CLEAR", new() { Words = "capacity supply", Clearance = new("TLP:CLEAR") }),
    ];

    public static async Task Run(int papers, string? server)
    {
        Console.WriteLine(Rounds.Machine());
        var folder = Directory.CreateTempSubdirectory("vauban-bench-").FullName;
        try
        {
            var orders = new List<string>();
            using (var store = WorkspaceStores.OpenFolder(folder, TimeProvider.System)) orders.Add(await Measure("SQLite", store, papers));
            if (server is not null)
            {
                using var store = WorkspaceStores.OpenServer(server, TimeProvider.System);
                orders.Add(await Measure("PostgreSQL", store, papers));
                Console.WriteLine(orders.Distinct(StringComparer.Ordinal).Count() == 1 ? "\nBoth gave the same papers in the same order with the same scores, for every question." : "\nTHE ORDERS DIFFER.");
            }
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    static async Task<string> Measure(string name, IWorkspaceStore store, int papers)
    {
        const string Id = "bench";
        await store.SaveWorkspace(new(Id, Id), Id);
        var library = store.Library(Id);
        var watch = Stopwatch.StartNew();
        foreach (var batch in GeneratedPapers.Make(papers).Chunk(Batch)) await library.Save(batch, Id);
        Rounds.Print($"\n## {name}\n\n{papers:N0} papers saved in {watch.Elapsed.TotalSeconds:0} s.\n\n| question | papers found | median, ms | longest, ms | processor of this process, ms |\n|---|---:|---:|---:|---:|");
        var order = new List<string>();
        foreach (var (question, query) in Questions)
        {
            var taken = new List<double>();
            var cpu = TimeSpan.Zero;
            PaperHits? found = null;
            for (var i = 0; i <= Times; i++)
            {
                watch.Restart();
                found = await library.Search(query);
                // The first reads the store's pages into memory.
                if (i == 0) cpu = Process.GetCurrentProcess().TotalProcessorTime;
                else taken.Add(watch.Elapsed.TotalMilliseconds);
            }
            cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
            order.Add($"{question} {found!.Count} {string.Join(' ', found.Hits.Select(h => string.Create(CultureInfo.InvariantCulture, $"{h.Paper.Id}:{h.Score:R}:{h.Page}")))}");
            taken.Sort();
            Rounds.Print($"| {question} | {found.Count:N0} | {taken[Times / 2]:0} | {taken[^1]:0} | {cpu.TotalMilliseconds / Times:0} |");
        }
        watch.Restart();
        var related = await library.Related("paper-7", 10, Clearance.All);
        order.Add(string.Join(' ', related.Select(h => h.Paper.Id)));
        Rounds.Print($"| papers like one | {related.Count} | {watch.Elapsed.TotalMilliseconds:0} | | |");
        return string.Join('\n', order);
    }
}
