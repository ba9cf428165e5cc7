// SPDX-License-Identifier: Apache-2.0
import CODBC
import PlanningCycle

/// What a driver or its server said went wrong.
struct ODBCProblem {
  let state: String
  /// The server's own number of the error.
  let native: Int
  let message: String

  init(_ kind: SQLSMALLINT, _ handle: SQLHANDLE?) {
    var state = [SQLWCHAR](repeating: 0, count: 6)
    var units = [SQLWCHAR](repeating: 0, count: 1_024)
    var native: SQLINTEGER = 0
    var length: SQLSMALLINT = 0
    let code = SQLGetDiagRecW(kind, handle, 1, &state, &native, &units, SQLSMALLINT(units.count), &length)
    guard ODBCLink.isFine(code) else {
      (self.state, self.native, message) = ("", 0, "")
      return
    }
    self.state = WideText.text(state[..<5])
    self.native = Int(native)
    message = Self.plain(WideText.text(units[..<min(Int(length), units.count - 1)]))
  }

  init(state: String, native: Int, message: String) {
    (self.state, self.native, self.message) = (state, native, Self.plain(message))
  }

  /// Without `[unixODBC][ma-3.1.15][10.11.6-MariaDB]` before it.
  private static func plain(_ message: String) -> String {
    var rest = message[...]
    while rest.hasPrefix("["), let end = rest.firstIndex(of: "]") { rest = rest[rest.index(after: end)...] }
    return String(rest)
  }

  func fault(inMidLoad: Bool, _ secret: SecretText?, _ watch: LoadWatch) -> SourceFault {
    if watch.hasStopped { return SourceFault(.stopped) }
    let code = code(inMidLoad)
    if code == .tooSlow { return watch.tooSlow }
    return SourceFault(code, said: message, without: secret)
  }

  /// By the state of the standard, and where that says little by the numbers of MariaDB and SQL Server.
  private func code(_ inMidLoad: Bool) -> SourceFault.Code {
    let lost: SourceFault.Code = inMidLoad ? .brokenOff : .unreachable
    switch native {
    case 1045, 1044, 1698, 1130, 18_456, 4_060, 1049: return .signInRefused
    case 1040, 1203, 1205, 1213, 1222, 3_960: return .busy
    case 1792, 1290: return .notReadOnly
    case 1969, 3_024, 1_317: return .tooSlow
    case 2006, 2013, 2055, 1927, 1053, 20_003, 20_004, 20_006: return lost
    case 2002, 2003, 2005, 20_009: return .unreachable
    case 2026, 2061: return .protectionRefused
    // The client's own numbers, for whatever became of the line.
    case 2_000...2_999 where state == "HY000", 5_000...5_999 where state == "HY000": return lost
    default: break
    }
    switch state {
    case "IM002", "IM003", "IM004", "IM005": return .driverMissing
    case "01000" where message.contains("open lib"): return .driverMissing
    case "28000": return .signInRefused
    case "08001", "08004", "08007", "08S01", "08003": return lost
    case "HYT00", "HYT01", "70100", "S1T00": return inMidLoad ? .tooSlow : .unreachable
    case "40001": return .busy
    case "25006", "25000": return .notReadOnly
    case "HY008": return .stopped
    default: return inMidLoad ? .queryRefused : .unreachable
    }
  }
}
