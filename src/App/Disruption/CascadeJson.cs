using System.Security.Cryptography;
using System.Text.Json;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Disruption;
using Vauban.Core.Model;

namespace Vauban.App.Disruption;

/// <summary>A file that a cascade was read from.</summary>
/// <param name="Name">Name without folders.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
sealed record CascadeFile(string Name, string Hash)
{
    /// <summary>A file of this machine.</summary>
    public static CascadeFile At(string path)
    {
        using var stream = File.OpenRead(path);
        return new(Path.GetFileName(path), Convert.ToHexStringLower(SHA256.HashData(stream)));
    }
}

/// <summary>What a cascade was read from.</summary>
/// <param name="Files">The files; read when they are asked for.</param>
/// <param name="WeightColumn">Column of weights, or null for sales.</param>
sealed record CascadeSource(IEnumerable<CascadeFile> Files, string? WeightColumn)
{
    /// <summary>The package that the firms were read from, or null.</summary>
    public CascadePackage? Package { get; init; }
}

/// <summary>Cascades as JSON. Losses are fractions of the weight of all firms, 0 to 1.</summary>
static class CascadeJson
{
    // Of a thousand scenarios: what a file can hold and a person looks at.
    const int MostSectors = 100;

    /// <summary>Every firm's failure, the costliest first.</summary>
    public static void Sweep(Utf8JsonWriter json, CascadeSource source, CascadeSweep sweep, int top, IReadOnlyList<Finding> findings, Texts texts)
    {
        var (network, ranking) = (sweep.Network, sweep.Ranking());
        json.WriteStartObject();
        Identity(json, source, network, sweep.Options);
        json.WriteString("status", sweep.Scores.All(s => s.HasEnded) ? "ended" : "cut-off");
        json.WriteNumber("failures", sweep.Firms.Count);
        json.WriteNumber("notListed", Math.Max(0, ranking.Count - top));
        json.WriteList("firms", ranking.Take(top), p =>
        {
            json.WriteStartObject();
            Firm(json, network, sweep.Firms[p]);
            json.WriteValue("ownShare", network.Weights[sweep.Firms[p]] / network.TotalWeight);
            Score(json, sweep.Scores[p]);
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>Scenarios side by side.</summary>
    public static void Shocks(Utf8JsonWriter json, CascadeSource source, CascadeNetwork network, CascadeOptions options, IReadOnlyList<CascadeShock> shocks, IReadOnlyList<ShockLoss> losses, IReadOnlyList<Finding> findings, Texts texts)
    {
        json.WriteStartObject();
        Identity(json, source, network, options);
        json.WriteString("status", losses.All(l => l.Score.HasEnded) ? "ended" : "cut-off");
        json.WriteList("scenarios", Enumerable.Range(0, shocks.Count), p =>
        {
            json.WriteStartObject();
            json.WriteString("scenario", shocks[p].Name);
            json.WriteNumber("firms", shocks[p].Left.Count);
            Score(json, losses[p].Score);
            var sectors = SectorLoss.Heaviest(losses[p].Sectors);
            Sectors(json, network, sectors.Take(MostSectors));
            json.WriteNumber("sectorsNotListed", Math.Max(0, sectors.Count - MostSectors));
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    /// <summary>One shock, step by step.</summary>
    public static void Trace(Utf8JsonWriter json, CascadeSource source, CascadeTrace trace, IReadOnlyList<Finding> findings, Texts texts)
    {
        var network = trace.Network;
        json.WriteStartObject();
        Identity(json, source, network, trace.Options);
        json.WriteString("status", trace.Score.HasEnded ? "ended" : "cut-off");
        json.WriteString("shock", trace.Shock.Name);
        Score(json, trace.Score);
        json.WriteList("course", trace.Steps, s =>
        {
            json.WriteStartObject();
            json.WriteNumber("step", s.Number);
            json.WriteNumber("hit", s.Hit);
            json.WriteValue("largestFall", s.LargestFall);
            json.WriteValue("esri", s.Score.Esri);
            json.WriteValue("down", s.Score.Down);
            json.WriteValue("up", s.Score.Up);
            json.WriteEndObject();
        });
        Sectors(json, network, SectorLoss.Heaviest(trace.Sectors));
        json.WriteList("firms", trace.Hardest().Take(CascadeTrace.MostListed), f =>
        {
            json.WriteStartObject();
            Firm(json, network, f);
            json.WriteNumber("firstHit", trace.FirstHit[f]);
            json.WriteValue("leftDown", trace.Down[f]);
            json.WriteValue("leftUp", trace.Up[f]);
            json.WriteEndObject();
        });
        FindingsJson.WriteList(json, findings, texts);
        json.WriteEndObject();
    }

    static void Sectors(Utf8JsonWriter json, CascadeNetwork network, IEnumerable<SectorLoss> sectors) => json.WriteList("sectors", sectors, s =>
    {
        json.WriteStartObject();
        json.WriteString("sector", network.Sectors[s.Sector]);
        json.WriteValue("weight", s.Weight);
        json.WriteValue("loss", s.Loss);
        json.WriteValue("down", s.Down);
        json.WriteValue("up", s.Up);
        json.WriteEndObject();
    });

    static void Identity(Utf8JsonWriter json, CascadeSource source, CascadeNetwork network, CascadeOptions options)
    {
        json.WriteStartObject("identity");
        json.WriteString("version", ProductVersion.Text);
        json.WriteList("files", source.Files, f =>
        {
            json.WriteStartObject();
            json.WriteString("name", f.Name);
            json.WriteString("sha256", f.Hash);
            json.WriteEndObject();
        });
        if (source.Package is { } package) Package(json, package);
        json.WriteStartObject("options");
        json.WriteValue("tolerance", options.Tolerance);
        json.WriteBoolean("replaceability", options.Replaceability);
        json.WriteNumber("mostSteps", options.MostSteps);
        json.WriteText("weight", source.WeightColumn);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("network");
        json.WriteNumber("firms", network.Firms.Count);
        json.WriteNumber("sectors", network.Sectors.Count);
        json.WriteNumber("links", network.LinkCount);
        json.WriteEndObject();
    }

    static void Package(Utf8JsonWriter json, CascadePackage package)
    {
        var head = package.Network.Package.Head;
        json.WriteString("package", head.Name);
        json.WriteString("snapshot", package.Network.Package.Hash);
        json.WriteText("date", (package.Options.At ?? head.AsOf) is { } date ? Dates.Text(date) : null);
        json.WriteString("status", FieldCatalog.Statuses[package.Options.Status]);
        json.WriteString("perimeter", package.Options.Perimeter.Name);
        json.WriteTexts("technologies", package.Options.Technologies);
        json.WriteString("verb", package.Options.Verb);
        json.WriteString("sectors", CascadeCommand.SectorWords[(int)package.Options.Sectors]);
        json.WriteValue("level", package.Level);
    }

    static void Firm(Utf8JsonWriter json, CascadeNetwork network, int firm)
    {
        json.WriteString("firm", network.Firms[firm]);
        json.WriteString("sector", network.Sectors[network.SectorOf[firm]]);
    }

    static void Score(Utf8JsonWriter json, CascadeScore score)
    {
        json.WriteValue("esri", score.Esri);
        json.WriteValue("down", score.Down);
        json.WriteValue("up", score.Up);
        json.WriteNumber("steps", score.Steps);
        json.WriteBoolean("hasEnded", score.HasEnded);
    }
}
