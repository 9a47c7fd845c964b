using System.CommandLine;
using System.Globalization;
using System.Text;
using Vauban.Adapters.Texts;
using Vauban.App.Cli;
using Vauban.Core.Model;

namespace Vauban.Tests.Cli;

/// <summary>The generated pages of the reference: tables and columns, commands and options, codes of findings.</summary>
static class ReferencePages
{
    const string Generated = "*This page is generated: `./test --accept` writes it anew, and a test compares it.*\n\n";

    public static string Fields()
    {
        var page = new StringBuilder("# Tables and columns of a network package\n\n").Append(Generated)
            .Append(CultureInfo.InvariantCulture, $"Field catalogue version {FieldCatalog.Version}. A package is a folder of CSV files, one per table, or the same tables as sheets of a workbook. ")
            .Append("Only the tables that you fill need be there. A blank numeric cell means *unknown*, never zero; a quantity is a number, `4500..10000`, `10000..` or `..500`.\n");
        foreach (var table in FieldCatalog.Tables)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {table.Name}\n\nA row is {table.Description}. Rows are told apart by {string.Join(", ", table.Key.Select(k => $"`{k}`"))}.\n\n");
            page.Append("| column | may hold | must be filled | meaning | example |\n|---|---|---|---|---|\n");
            foreach (var field in table.Fields)
                page.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {Holds(field)} | {(field.Required || (table.HasId && field == table.Fields[0]) ? "yes" : "")} | {Cell(field.Description)} | {(field.Example.Length > 0 ? $"`{Cell(field.Example)}`" : "")} |\n");
        }
        return page.ToString();
    }

    static string Holds(FieldSpec field) => field.Type switch
    {
        FieldType.Id => "identifier",
        FieldType.Reference => "id in " + string.Join(" or ", field.Targets.Select(t => $"`{t}`")),
        FieldType.Sources => "ids in `sources`, separated by spaces",
        FieldType.Text => "text",
        FieldType.Quantity => "quantity" + (field.Unit is null ? "" : $" in {field.Unit}") + (field.MayBeZero ? "" : ", above zero") + (field.Highest is { } most ? $", at most {most.ToString(CultureInfo.InvariantCulture)}" : ""),
        FieldType.Number => "number" + (field.Unit is null ? "" : $" in {field.Unit}"),
        FieldType.Unit => "unit",
        FieldType.Date => "date",
        FieldType.Choice => "one of " + string.Join(", ", field.Choices.Select(c => $"`{c}`")),
        FieldType.Choices => "some of " + string.Join(", ", field.Choices.Select(c => $"`{c}`")),
        FieldType.Flag => "`yes` or `no`",
        _ => "country or set of countries",
    };

    public static string Commands()
    {
        var root = CommandLine.Tree(App.Program.Commands, new(new(TextWriter.Null, TextWriter.Null)));
        var page = new StringBuilder("# Commands\n\n").Append(Generated)
            .Append("    vauban COMMAND ARGUMENTS\n\n`--help` behind any command shows the same. Without arguments Vauban says how to start; with a single package it assesses it.\n\n")
            .Append("Exit codes: 0 done, 1 a stated policy is excluded, 2 the input is wrong, 3 a stated policy is not decided, 70 the program failed, 130 stopped by the user.\n\n")
            .Append("In JSON, names are in camel case, numbers have at most nine significant digits, a number without an end is `\"unlimited\"`, and an unknown one is `null`. The same input and options give the same bytes.\n\n")
            .Append("Text goes to standard output, findings and messages to standard error. Where output is piped or `NO_COLOR` is set there are no escape codes; `COLUMNS` widens piped text. ")
            .Append("`VAUBAN_LANGUAGE` sets the language, `VAUBAN_TRACE=1` shows where in the program an error arose.\n\n## Options of every command\n\n");
        Options(page, root.Options.Where(o => o.Recursive));
        foreach (var command in root.Subcommands) Command(page, command, command.Name, 2);
        return page.ToString();
    }

    static void Command(StringBuilder page, Command command, string path, int level)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n{new string('#', level)} {path}\n\n{command.Description}\n\n");
        var rest = command.Subcommands.Count > 0 && command.Arguments.Count == 0 ? " QUESTION" : string.Concat(command.Arguments.Select(a => a.Arity.MinimumNumberOfValues == 0 ? $" [{a.Name}]" : $" {a.Name}"));
        page.Append(CultureInfo.InvariantCulture, $"    vauban {path}{rest}{(command.Options.Any(o => !o.Hidden) ? " [options]" : "")}\n\n");
        foreach (var argument in command.Arguments) page.Append(CultureInfo.InvariantCulture, $"- `{argument.Name}`: {argument.Description}\n");
        if (command.Arguments.Count > 0) page.Append('\n');
        Options(page, command.Options.Where(o => !o.Hidden));
        foreach (var sub in command.Subcommands.Where(c => !c.Hidden)) Command(page, sub, $"{path} {sub.Name}", level + 1);
    }

    static void Options(StringBuilder page, IEnumerable<Option> options)
    {
        var list = options.Where(o => o.Name is not "--help" and not "--version").ToArray();
        if (list.Length == 0) return;
        page.Append("| option | meaning |\n|---|---|\n");
        foreach (var option in list)
            page.Append(CultureInfo.InvariantCulture, $"| `{Cell(string.Join("`, `", option.Aliases.Prepend(option.Name).Distinct()) + (option.ValueType == typeof(bool) ? "" : " " + option.HelpName))}` | {Cell(option.Description ?? "")}{Default(option)} |\n");
    }

    static string Default(Option option) => option.HasDefaultValue && option.GetDefaultValue() is { } value and not (bool or Array) && value.ToString() is { Length: > 0 } text
        ? $" Default: {(value is IFormattable number ? number.ToString(null, CultureInfo.InvariantCulture) : text)}." : "";

    public static string Findings()
    {
        var texts = Texts.For("en");
        var page = new StringBuilder("# Codes of findings\n\n").Append(Generated)
            .Append("`E` is an error: the package does not load until it is mended. `W` is a warning: it loads, but a figure may not mean what its author thinks. `N` is a note. ")
            .Append("Numbers in braces stand for values of the row. `vauban validate` lists every finding of a package with its place.\n\n| code | sentence |\n|---|---|\n");
        const string prefix = "finding.";
        foreach (var key in texts.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal) && !k.EndsWith(".none", StringComparison.Ordinal)))
            page.Append(CultureInfo.InvariantCulture, $"| `{key[prefix.Length..]}` | {Cell(texts[key])} |\n");
        return page.ToString();
    }

    static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
