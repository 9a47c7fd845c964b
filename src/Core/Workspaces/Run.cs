using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vauban.Core.Workspaces;

/// <summary>Everything that a result depends on. Equal keys give the same bytes on one platform.</summary>
/// <param name="Snapshot">Hash of the snapshot.</param>
/// <param name="Engine">What was run, and the version of the program: for example <c>assess 0.1.0</c>.</param>
/// <param name="Options">All options, perimeters and changes as JSON; any order of properties.</param>
/// <param name="View">Whose view of the rows: the clearance, or empty for all rows.</param>
public sealed record RunKey(string Snapshot, string Engine, string Options, string View = "")
{
    /// <summary>Seed of chance. Default 0.</summary>
    public long Seed { get; init; }

    /// <summary>Version of the rule pack; empty where none is used.</summary>
    public string Pack { get; init; } = "";

    /// <summary>SHA-256 over all fields in hexadecimal, options in canonical form.</summary>
    /// <exception cref="System.Text.Json.JsonException">The options are no JSON.</exception>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Of(json =>
    {
        json.WriteStartArray();
        foreach (var text in new[] { Snapshot, Engine, CanonicalJson.Of(Options), View, Seed.ToString(CultureInfo.InvariantCulture), Pack }) json.WriteStringValue(text);
        json.WriteEndArray();
    }))));
}

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>By optimality or a deterministic limit: doing it again gives the same bytes.</summary>
    Complete,

    /// <summary>By the clock or because somebody stopped it: doing it again may give more.</summary>
    EndedByClock,
}

/// <summary>A result that was computed.</summary>
/// <param name="Workspace">Id of the workspace.</param>
/// <param name="Key">What it depends on.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Result">The result.</param>
/// <param name="Created">When it was stored; the store sets it.</param>
public sealed record Run(string Workspace, RunKey Key, RunStatus Status, ReadOnlyMemory<byte> Result, DateTimeOffset Created = default)
{
    /// <summary>What the result is. Default <c>application/json</c>.</summary>
    public string MediaType { get; init; } = "application/json";
}
