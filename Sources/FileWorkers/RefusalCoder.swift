// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// Why a file cannot be read, as a frame.
enum RefusalCoder {
  /// What a refusal of a file says beside its words.
  private static let names = ["file", "code"]

  static func frame(_ refusal: CycleError) -> [UInt8] {
    var writer = FrameWriter()
    for words in [refusal.title, refusal.detail, refusal.hint] {
      writer.add(words.chinese)
      writer.add(words.english)
    }
    for name in names { writer.add(refusal.parameters.first { $0.name == name }?.value ?? "") }
    return writer.bytes
  }

  static func refusal(_ frame: [UInt8]) throws(FrameFault) -> CycleError {
    var reader = FrameReader(frame)
    let title = BilingualText(try reader.text(), try reader.text())
    let detail = BilingualText(try reader.text(), try reader.text())
    let hint = BilingualText(try reader.text(), try reader.text())
    let (file, code) = (try reader.text(), try reader.text())
    guard reader.isAtEnd else { throw FrameFault(reason: "more than a refusal") }
    return CycleError(.fileNotReadable, title, detail: detail, hint: hint, parameters: ["file": file, "code": code])
  }
}
