using Vauban.Tests.Architecture.Samples.Blue;
using Other = Vauban.Tests.Architecture.Samples.Blue.BlueEngine;

namespace Vauban.Tests.Architecture.Samples.Red;

// One type for each way in which an engine can use another one. All but the last must be found.
static class CallsUnderAnotherName { public static int Go() => Other.Run(1); }

static class CallsInALambda { public static Func<int, int> Go() => x => Blue.BlueEngine.Run(x); }

static class CallsInAnIterator { public static IEnumerable<int> Go() { yield return BlueEngine.Run(1); } }

sealed class Derives : BlueResult;

static class Gives { public static List<BlueResult[]> Go() => []; }

static class NamesANestedType { public static bool Go(object it) => it is BlueResult.Part; }

static class Catches { public static int Go(int x) { try { return 1 / x; } catch (BlueException) { return 0; } } }

[Blue]
static class IsMarked;

static class UsesNothing { public static string Go() => "BlueEngine"; /* BlueEngine */ }
