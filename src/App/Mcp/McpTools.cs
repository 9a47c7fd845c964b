using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using Vauban.App.Cli;

namespace Vauban.App.Mcp;

/// <summary>The tools of the Model Context Protocol: all of them only read.</summary>
static class McpTools
{
    /// <summary>What an assistant is told of the server.</summary>
    public const string Instructions = "Vauban says of technologies that defence depends on who can make how much, on whom that rests, and what would change it. "
        + "Quote verdicts and figures with their reading and their address; an unknown value is not zero. Start with the tool technologies.";

    /// <summary>Name and version.</summary>
    public static Implementation Server { get; } = new() { Name = "vauban", Version = ProductVersion.Text };

    /// <summary>The tools of some answers.</summary>
    public static IEnumerable<McpServerTool> Of(McpAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        yield return Tool("technologies", "Packages and technologies", answers.Technologies);
        yield return Tool("assess", "Sovereignty of technologies", answers.Assess);
        yield return Tool("what_if", "With somebody taken away", answers.WhatIf);
        yield return Tool("explain", "Where a figure comes from", answers.Explain);
        yield return Tool("dependents", "What depends on it", answers.Dependents);
    }

    static McpServerTool Tool(string name, string title, Delegate answer) =>
        McpServerTool.Create(answer, new() { Name = name, Title = title, ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false });
}
