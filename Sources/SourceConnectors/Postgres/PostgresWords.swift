// SPDX-License-Identifier: Apache-2.0
import PlanningCycle

/// What PostgreSQL says went wrong, as a fault: by the states of its appendix A, not by words in somebody's language.
enum PostgresWords {
  static func fault(_ state: String, _ message: String, _ secret: SecretText?, _ watch: LoadWatch) -> SourceFault {
    if state == "57014" { return watch.hasStopped ? SourceFault(.stopped) : watch.tooSlow }
    return SourceFault(code(state), said: message, without: secret)
  }

  private static func code(_ state: String) -> SourceFault.Code {
    switch state {
    case "25006": .notReadOnly
    case "57P01", "57P02", "57P05", "25P03", "58000", "58030": .brokenOff
    case "57P03", "53300", "53400", "40001", "40P01", "55P03", "53200": .busy
    case _ where state.hasPrefix("08"): .brokenOff
    case _ where state.hasPrefix("28") || state == "3D000": .signInRefused
    case _ where state.hasPrefix("53"): .busy
    case _ where state.hasPrefix("XX"): .brokenOff
    default: .queryRefused
    }
  }

  /// What ended the sign-in: the server's word with its state, or the library's without one.
  static func signIn(_ message: String, _ secret: SecretText?) -> SourceFault {
    let line = message.split(separator: "\n").first.map(String.init) ?? ""
    let parts = line.split(separator: ":", omittingEmptySubsequences: false).map { String($0.drop { $0 == " " }) }
    if let place = parts.firstIndex(where: isState) {
      let state = parts[place]
      let said = parts.dropFirst(place + 1).joined(separator: ": ")
      let code = code(state)
      return SourceFault(code == .queryRefused ? .signInRefused : code == .brokenOff ? .unreachable : code, said: said, without: secret)
    }
    let said = parts.last ?? ""
    if ["SSL", "certificate"].contains(where: { line.contains($0) }) {
      return SourceFault(.protectionRefused, said: said, without: secret)
    }
    let isUnsigned = ["no password supplied", "authentication", "SCRAM"].contains { line.contains($0) }
    return SourceFault(isUnsigned ? .signInRefused : .unreachable, said: said, without: secret)
  }

  private static func isState(_ text: String) -> Bool {
    text.utf8.count == 5 && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) }
      && text.utf8.contains { $0 >= 0x30 && $0 <= 0x39 }
  }
}
