using PuppetEngine.Turns.Bench;

// The card of the whole product: ./puppet bench, or this program with --quick and --only turns,agents,start,fleet,growth.
return args switch
{
    ["emulators"] => await EmulatorsProcess.RunAsync(),
    ["disk", var folder, var seconds] => BareDisk.Run(folder, seconds),
    ["register", .. var rest] => await FleetProcess.RegisterAsync(rest),
    ["fleet", .. var rest] => await FleetProcess.RunAsync(rest),
    _ => await Cards.PrintAsync(args),
};
