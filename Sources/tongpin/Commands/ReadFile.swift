// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import FileWorkers
import Foundation

/// The process that a server starts to read one file; of no use by hand.
struct ReadFileCommand: ParsableCommand {
  /// What the server calls it by.
  static let name = "read-file"

  static let configuration = CommandConfiguration(
    commandName: name, abstract: Words.pick("（由服务器启动）读取一个文件", "(started by the server) reads one file"), shouldDisplay: false)

  func run() throws {
    SystemMemory.giveBackLargeBlocks()
    let code = FileWorker.serve()
    if code != 0 { throw ExitCode(code) }
  }
}
