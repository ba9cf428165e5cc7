// SPDX-License-Identifier: Apache-2.0

/// Something in an inputs folder that cannot be read, with its place. All of a folder come together; nothing is calculated then.
struct PlanFolderFinding {
  enum Code: String {
    case fileMissing = "plan-folder.file-missing"
    case fileNotReadable = "plan-folder.file-not-readable"
    case fileNotKnown = "plan-folder.file-not-known"
    case fileTwice = "plan-folder.file-twice"
    case fileSize = "plan-folder.file-size"
    case settingNotUsable = "plan-folder.setting-not-usable"
    case lineBroken = "plan-folder.line-broken"
    case columnMissing = "plan-folder.column-missing"
    case columnNotKnown = "plan-folder.column-not-known"
    case columnTwice = "plan-folder.column-twice"
    case codeNotKnown = "plan-folder.code-not-known"
    case codeTwice = "plan-folder.code-twice"
    case lineTwice = "plan-folder.line-twice"
    case notANumber = "plan-folder.not-a-number"
    case notADay = "plan-folder.not-a-day"
    case limitExceeded = "plan-folder.limit-exceeded"
  }

  let code: Code
  let file: String
  /// 0 for the file as a whole.
  let line: Int
  /// From 1; 0 for the whole line.
  let column: Int
  /// What stood there.
  let subject: String
  /// What would have been right.
  let wanted: String

  init(_ code: Code, _ file: String, line: Int = 0, column: Int = 0, _ subject: String = "", wanted: String = "") {
    self.code = code
    self.file = file
    self.line = line
    self.column = column
    self.subject = subject
    self.wanted = wanted
  }

  var text: String {
    var place = file
    if line > 0 { place += ":\(line)" }
    if column > 0 { place += ":\(column)" }
    return "\(place) \(code.rawValue) " + Words.pick(chinese, english)
  }

  private var chinese: String {
    let given = subject.isEmpty ? "" : "“\(subject)”"
    let right = wanted.isEmpty ? "" : "；应为 \(wanted)"
    return switch code {
    case .fileMissing: "缺少文件\(right)"
    case .fileNotReadable: "文件读不了：\(subject)"
    case .fileNotKnown: "模型里没有\(given)这个维度、层级或输入指标\(right)"
    case .fileTwice: "同一个输入有两个文件\(given)，只能留一个"
    case .fileSize: "文件有 \(subject) 字节\(right) 字节"
    case .settingNotUsable: "\(given)不能用\(right)"
    case .lineBroken: "这一行读不出来：\(subject)"
    case .columnMissing: "缺少列\(right)"
    case .columnNotKnown: "不认识的列\(given)\(right)"
    case .columnTwice: "列\(given)出现两次"
    case .codeNotKnown: "\(wanted) 里没有编码\(given)"
    case .codeTwice: "编码\(given)出现两次"
    case .lineTwice: "\(given)这一组成员出现两次"
    case .notANumber: "\(given)不是数"
    case .notADay: "\(given)不是 2026-01-31 这样的日期"
    case .limitExceeded: "太多：\(subject)\(right)"
    }
  }

  private var english: String {
    let given = subject.isEmpty ? "" : "\"\(subject)\""
    let right = wanted.isEmpty ? "" : "; expected \(wanted)"
    return switch code {
    case .fileMissing: "the file is missing\(right)"
    case .fileNotReadable: "the file cannot be read: \(subject)"
    case .fileNotKnown: "the model has no dimension, level or input \(given)\(right)"
    case .fileTwice: "two files for one input, \(given); keep one"
    case .fileSize: "the file has \(subject) bytes\(right) bytes"
    case .settingNotUsable: "\(given) cannot be used\(right)"
    case .lineBroken: "this line cannot be read: \(subject)"
    case .columnMissing: "a column is missing\(right)"
    case .columnNotKnown: "unknown column \(given)\(right)"
    case .columnTwice: "column \(given) stands there twice"
    case .codeNotKnown: "\(wanted) has no code \(given)"
    case .codeTwice: "code \(given) stands there twice"
    case .lineTwice: "the members \(given) stand there twice"
    case .notANumber: "\(given) is not a number"
    case .notADay: "\(given) is not a day like 2026-01-31"
    case .limitExceeded: "too many: \(subject)\(right)"
    }
  }
}

/// The findings of one folder: the first thousand are kept, the others counted.
struct PlanFolderFindings: Error, CustomStringConvertible {
  static let limit = 1_000
  private(set) var kept: [PlanFolderFinding] = []
  private(set) var count = 0

  var isEmpty: Bool { count == 0 }

  mutating func add(_ finding: PlanFolderFinding) {
    count += 1
    if kept.count < PlanFolderFindings.limit { kept.append(finding) }
  }

  var description: String {
    var lines = kept.map(\.text)
    if count > kept.count { lines.append(Words.pick("…… 还有 \(count - kept.count) 条", "… and \(count - kept.count) more")) }
    lines.append(Words.pick("输入目录有 \(count) 处问题，没有计算", "\(count) findings in the inputs folder; nothing was calculated"))
    // Whoever shows an error puts the first mark.
    return lines.joined(separator: "\n✗ ")
  }
}
