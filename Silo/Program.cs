using PuppetEngine.Silo.Hosting;

// puppet up: silo, gateway and the emulators of every emulated vendor in one process.
// puppet emulators: the emulators alone.
return args switch
{
    ["emulators", .. var rest] => await EmulatorsProgram.RunAsync(rest),
    ["up", .. var rest] => await SiloProgram.RunAsync(rest),
    _ => await SiloProgram.RunAsync(args),
};
