using System.CommandLine;

var root = new RootCommand("Vauban: how much can we still make, and what would it take to make more?");
return await root.Parse(args).InvokeAsync();
