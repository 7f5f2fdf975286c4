import ArgumentParser
import Foundation

/// Who does it: kept with every write.
struct ActorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("谁登记的。不写用环境变量 DUBAN_ACTOR，再没有用系统用户名。", valueName: "姓名"))
    var actor: String?

    var name: String {
        let environment = ProcessInfo.processInfo.environment
        return [actor, environment["DUBAN_ACTOR"], environment["USER"]].compactMap { $0 }.first { !$0.isEmpty }
            ?? NSUserName()
    }
}
