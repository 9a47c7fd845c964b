using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Vauban.Adapters.Stores;
using Vauban.Core.Workspaces;

namespace Vauban.Bench;

/// <summary>The workbench as it is served: many people browse the example at once, many different runs are asked for one after the other, and
/// every page of a large package is opened. The server is a process of its own on loopback.</summary>
static partial class WorkbenchBenchmark
{
    const string Example = "ammunition-155", Runs = "hello", Large = "chain";

    static readonly string[] Perimeters = ["EU27", "European-NATO", "EU+EEA"];

    // What a person walks through: the verdict, why, what it is made of, who depends on whom, where it comes from, a file.
    static readonly string[] Pages =
    [
        "", "technology/ammunition-155", "technology/ammunition-155?without=country%3AUS", "tree", "dependents?what=CN", "map", "flows", "flows?item=iron-ore", "concentration",
        "explain?address=ammunition-155%2Fproduce%2Ftheta_in",
    ];

    static readonly string[] LargePages = ["", "technology/chain", "tree", "tree?most=2000", "dependents?what=CN", "map", "flows", "concentration"];

    public static async Task Run(int people, int seconds, int runs, int lines)
    {
        var machine = Rounds.Machine();
        var folder = Directory.CreateTempSubdirectory("vauban-bench-").FullName;
        try
        {
            // The first start makes the administrator and the examples; the large package goes in beside them.
            await using (var first = await Server.Start(folder, false)) { }
            if (lines > 0) await AddLarge(folder, lines);
            await using var server = await Server.Start(folder, true);
            Console.WriteLine(machine);
            if (people > 0) await Browse(server, people, TimeSpan.FromSeconds(seconds));
            if (runs > 0) await Ask(server, runs);
            if (lines > 0) await Open(server);
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    static async Task AddLarge(string folder, int lines)
    {
        using var store = WorkspaceStores.OpenFolder(folder, TimeProvider.System);
        var package = SyntheticChain.Make(lines);
        await store.SaveWorkspace(new(Large, "A synthetic chain"), "bench");
        var user = (await store.Users()).Single();
        await store.SetMembership(new(Large, user.Id, Enum.GetValues<Role>().ToHashSet(), "TLP:RED"), "bench");
        await store.AddSnapshot(Large, package, "bench");
        Rounds.Print($"Large package: {package.Tables.Sum(t => t.Rows.Count):N0} rows.");
    }

    static async Task Browse(Server server, int people, TimeSpan time)
    {
        var taken = new ConcurrentBag<(string Page, double Milliseconds, bool IsGood)>();
        var before = server.Memory;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, people).Select(async person =>
        {
            var random = new Random(person);
            for (var step = person; watch.Elapsed < time; step++)
            {
                var page = Pages[step % Pages.Length];
                var address = $"/w/{Example}/{page}".TrimEnd('/');
                taken.Add(await server.Get(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "perimeter=" + Perimeters[step / Pages.Length % Perimeters.Length], page));
                // A person reads before going on.
                await Task.Delay(random.Next(500, 1500));
            }
        }));
        var elapsed = watch.Elapsed.TotalSeconds;
        var all = taken.Select(t => t.Milliseconds).Order().ToArray();
        Rounds.Print($"\n{people} people for {elapsed:0} s: {all.Length} pages, {all.Length / elapsed:0.0} a second, {taken.Count(t => !t.IsGood)} errors; median {At(all, 0.5):0} ms, 95 % {At(all, 0.95):0} ms, longest {all[^1]:0} ms.");
        Rounds.Print($"Memory of the server: {before / 1e6:0} MB before, {server.Memory / 1e6:0} MB after.");
        Console.WriteLine("\n| page | times | median, ms | 95 %, ms |\n|---|---:|---:|---:|");
        foreach (var page in Pages)
        {
            var times = taken.Where(t => t.Page == page).Select(t => t.Milliseconds).Order().ToArray();
            if (times.Length > 0) Rounds.Print($"| `/{page}` | {times.Length} | {At(times, 0.5):0} | {At(times, 0.95):0} |");
        }
    }

    // Every run differs by the days of an outage, so that none is kept from before.
    static async Task Ask(Server server, int runs)
    {
        var times = new List<double>();
        var errors = 0;
        Console.WriteLine("\n| different what-if runs | memory of the server, MB | median of the last, ms |\n|---:|---:|---:|");
        Rounds.Print($"| 0 | {server.Memory / 1e6:0} | |");
        for (var run = 1; run <= runs; run++)
        {
            var (_, milliseconds, isGood) = await server.Get($"/w/{Runs}/technology/field-radio?without=country%3AJP&outage={(30 + run).ToString(CultureInfo.InvariantCulture)}", "");
            times.Add(milliseconds);
            if (!isGood) errors++;
            if (run % 500 == 0 || run is 100 or 250 || run == runs) Rounds.Print($"| {run} | {server.Memory / 1e6:0} | {Rounds.Median(times.TakeLast(100)):0} |");
        }
        Rounds.Print($"\n{errors} errors.");
    }

    static async Task Open(Server server)
    {
        Console.WriteLine("\n| page of the large package | size, kB | first, ms | again, ms | status |\n|---|---:|---:|---:|---:|");
        foreach (var page in LargePages)
        {
            var address = $"/w/{Large}/{page}".TrimEnd('/');
            address += (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "perimeter=EU27";
            var (first, size, status) = await server.Measure(address);
            var (again, _, _) = await server.Measure(address);
            Rounds.Print($"| `/{page}` | {size / 1e3:0} | {first:0} | {again:0} | {status} |");
        }
    }

    static double At(double[] sorted, double part) => sorted.Length == 0 ? double.NaN : sorted[(int)Math.Min(sorted.Length - 1, part * sorted.Length)];

    /// <summary>The program serving, and a client signed in by the link that it prints.</summary>
    sealed partial class Server : IAsyncDisposable
    {
        readonly Process _process;
        readonly HttpClient _http;

        Server(Process process, HttpClient http) => (_process, _http) = (process, http);

        public static async Task<Server> Start(string folder, bool again)
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (root is not null && !File.Exists(Path.Combine(root.FullName, "Vauban.slnx"))) root = root.Parent;
            var program = Path.Combine(root!.FullName, "src/App/bin/Release/net10.0", OperatingSystem.IsWindows() ? "vauban.exe" : "vauban");
            if (!File.Exists(program)) throw new FileNotFoundException("Build the program first: ./vauban --version", program);
            string[] arguments = ["serve", "--urls", "http://127.0.0.1:0", "--data", folder];
            var start = new ProcessStartInfo(program, again ? [.. arguments, "--new-link"] : arguments) { RedirectStandardOutput = true, RedirectStandardInput = true };
            // The program finds a runtime that lies in no known place by this variable only.
            start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "../../.."));
            var process = Process.Start(start)!;
            string? line;
            while ((line = await process.StandardOutput.ReadLineAsync()) is not null && !line.Contains("secret=", StringComparison.Ordinal)) { }
            var link = new Uri((line ?? throw new InvalidOperationException("The server printed no link.")).Trim());
            _ = process.StandardOutput.ReadToEndAsync();
            var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(link, "/"), Timeout = TimeSpan.FromMinutes(10) };
            http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            // The whole answer is measured, not how soon a page says that it takes longer.
            http.DefaultRequestHeaders.Add("Prefer", "wait=300");
            var token = Token().Match(await http.GetStringAsync(link)).Groups[1].Value;
            using var form = new FormUrlEncodedContent([KeyValuePair.Create("secret", link.Query.Split("secret=")[1]), KeyValuePair.Create("__RequestVerificationToken", token)]);
            using var signed = await http.PostAsync(new Uri("/sign-in/link", UriKind.Relative), form);
            if (signed.StatusCode != HttpStatusCode.Redirect && signed.StatusCode != HttpStatusCode.Found) throw new InvalidOperationException($"Signing in gave {signed.StatusCode}.");
            return new(process, http);
        }

        /// <summary>Bytes that the process holds in memory.</summary>
        public long Memory
        {
            get
            {
                _process.Refresh();
                return _process.WorkingSet64;
            }
        }

        public async Task<(string Page, double Milliseconds, bool IsGood)> Get(string address, string page)
        {
            var (milliseconds, size, status) = await Measure(address);
            return (page, milliseconds, status == 200 && size > 1000);
        }

        public async Task<(double Milliseconds, long Size, int Status)> Measure(string address)
        {
            var watch = Stopwatch.StartNew();
            try
            {
                using var answer = await _http.GetAsync(new Uri(address, UriKind.Relative));
                var text = await answer.Content.ReadAsByteArrayAsync();
                return (watch.Elapsed.TotalMilliseconds, text.Length, (int)answer.StatusCode);
            }
            catch (HttpRequestException)
            {
                return (watch.Elapsed.TotalMilliseconds, 0, 0);
            }
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            if (!_process.HasExited) _process.Kill(true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
        private static partial Regex Token();
    }
}
