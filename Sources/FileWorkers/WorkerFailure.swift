// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// Why a reading process gave no answer.
public enum WorkerFailure: Error, Hashable, Sendable {
  /// The system's word for it.
  case notStarted(String)
  /// It ended by itself: a trap in a parser, or a limit; the signal, or nil where it left with an exit code.
  case ended(signal: Int32?)
  case tookTooLong(seconds: Int)
  /// It answered what no reading process of ours answers.
  case notBelieved(String)

  func refusal(file: String) -> CycleError {
    let (what, code): (BilingualText, String) =
      switch self {
      case .notStarted(let reason):
        (BilingualText("读取进程无法启动：\(reason)", "the process that reads files could not be started: \(reason)"), "reader.not-started")
      case .ended:
        (
          BilingualText(
            "读取进程中途停止：文件已损坏，或需要的内存、时间超过上限", "the reading process stopped: the file is damaged, or needs more memory or time than is given"),
          "reader.stopped"
        )
      case .tookTooLong(let seconds):
        (BilingualText("\(seconds) 秒内没有读完", "it was not read within \(seconds) seconds"), "reader.too-slow")
      case .notBelieved:
        (BilingualText("读取进程的回答无法采信", "what the reading process answered cannot be believed"), "reader.not-believed")
      }
    return CycleError(
      .fileNotReadable, BilingualText("文件无法读取", "the file cannot be read"), detail: what,
      hint: BilingualText(
        "用表格软件打开，另存为 .xlsx 或 CSV UTF-8 再试；太大的文件请按年拆分",
        "open it in a spreadsheet program and save it as .xlsx or CSV UTF-8; split a large one by year"),
      parameters: ["file": file, "code": code])
  }
}
