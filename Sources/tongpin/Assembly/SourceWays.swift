// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FileWorkers
import Foundation
import PlanningCycle
import Quantities
import SourceConnectors

/// The ways out of the house that the operator permits for sources; none as long as nothing is said.
struct SourceWays {
  var hosts: [String] = []
  /// The directory below which folders are watched.
  var folder: String?
  /// A file of certificates that are believed instead of the system's.
  var certificates: String?

  func access(_ currency: Currency) throws -> SourceAccess {
    let policy: SourcePolicy
    do throws(SourceFault) {
      policy = try SourcePolicy(hosts)
    } catch {
      throw ValidationError("--source-hosts: " + Words.pick(error.sentence))
    }
    return SourceAccess(
      connector: NetworkSources(policy: policy, currency: currency, certificates: certificates),
      folders: WatchedDirectory(root: folder.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }))
  }
}

struct SourceOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Words.pick(
        "数据源可以连接的服务器，逗号分隔：db.corp.cn:5432,http://erp.corp.cn:8080；默认一个也不允许，也可用 TONGPIN_SOURCE_HOSTS",
        "servers that sources may connect to, with commas: db.corp.cn:5432,http://erp.corp.cn:8080; none by default; TONGPIN_SOURCE_HOSTS else"
      ),
      valueName: "host:port,…"))
  var sourceHosts: String?
  @Option(
    help: ArgumentHelp(
      Words.pick(
        "其下的文件夹可以作为数据源被监视；默认没有，也可用 TONGPIN_WATCHED_FOLDER",
        "folders below it may be watched as sources; none by default; TONGPIN_WATCHED_FOLDER else"), valueName: "dir"))
  var watchedFolder: String?

  func ways(certificates: String? = nil) throws -> SourceWays {
    let environment = ProcessInfo.processInfo.environment
    let hosts = (sourceHosts ?? environment["TONGPIN_SOURCE_HOSTS"] ?? "").split(whereSeparator: { $0 == "," || $0 == " " })
    let folder = watchedFolder ?? environment["TONGPIN_WATCHED_FOLDER"]
    if let folder {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
        throw ValidationError(Words.pick("--watched-folder 不是文件夹：\(folder)", "--watched-folder is no folder: \(folder)"))
      }
    }
    return SourceWays(hosts: hosts.map(String.init), folder: folder, certificates: certificates)
  }
}
