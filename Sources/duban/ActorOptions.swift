import ArgumentParser
import Foundation

/// Who does it: kept with every write.
struct ActorOptions: ParsableArguments {
    @Option(help: ArgumentHelp("谁登记的。不写用环境变量 DUBAN_ACTOR，再没有用系统用户名。", valueName: "姓名"))
    var actor: String?

    var name: String {
        if let actor, !actor.isEmpty { return actor }
        return Environment["DUBAN_ACTOR"] ?? Environment["USER"] ?? Environment["LOGNAME"] ?? NSUserName()
    }
}
