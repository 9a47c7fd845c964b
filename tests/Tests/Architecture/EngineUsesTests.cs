namespace Vauban.Tests.Architecture;

public sealed class EngineUsesTests
{
    /// <summary>Parts of the model, for every engine to use. Anything else in Core is an engine; Studies combines engines.</summary>
    static readonly string[] Model = ["Model", "Output", "Rules", "Solving"];

    static bool IsEngine(string word) => !Model.Contains(word) && word != "Studies";

    [Fact]
    public void No_engine_uses_another_engine_and_the_model_uses_none() =>
        Assert.DoesNotContain(EngineUses.In(Compiled.Core, "Vauban.Core"), u => u.From != "Studies" && !Model.Contains(u.To));

    [Fact]
    public void No_source_file_of_an_engine_names_another_engine()
    {
        var found = from path in SourceTree.Files("src/Core")
                    let word = path.Split('/')[2]
                    where word != "Studies"
                    from named in EngineUses.NamedIn(SourceTree.Text(path))
                    where named != word && IsEngine(named) && Directory.Exists(Path.Combine(SourceTree.Root, "src/Core", named))
                    select $"{path} names {named}";
        Assert.Empty(found);
    }

    [Fact]
    public void Every_way_of_using_another_engine_is_found() =>
        Assert.Equal(
            ["CallsInALambda", "CallsInAnIterator", "CallsUnderAnotherName", "Catches", "Derives", "Gives", "IsMarked", "NamesANestedType"],
            EngineUses.In(Compiled.Tests, "Vauban.Tests.Architecture.Samples")
                .Where(u => (u.From, u.To) == ("Red", "Blue")).Select(u => u.FromType).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void An_engine_named_in_a_source_text_is_found() =>
        Assert.Equal(["Exposure", "Output"], EngineUses.NamedIn("using Vauban.Core.Output;\nint n = Core.Exposure.Limits.Most; // Score.Best"));
}
