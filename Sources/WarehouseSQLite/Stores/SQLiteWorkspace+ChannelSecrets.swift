// SPDX-License-Identifier: Apache-2.0
import Foundation
public import PlanningCycle
import Synchronization

/// Passwords and addresses of channels lie in a file of their own that only the owner of the folder reads (mode 0600), outside the database: no
/// backup holds it, and after a restore somebody types them again.
extension SQLiteWorkspace {
  public func channelSecrets() throws(StoreError) -> [String: SecretText] {
    guard let folder else { return state.withLock { $0.channelSecrets } }
    guard FileSystem.exists(folder.channelSecrets) else { return [:] }
    let bytes = try FileSystem.read(folder.channelSecrets)
    guard let texts = try? JSONDecoder().decode([String: String].self, from: Data(bytes)) else {
      throw StoreError(
        .damaged, subject: folder.channelSecrets, detail: "It holds no names and texts.",
        hint: "Remove the file, then type the secrets of the channels again.")
    }
    return texts.compactMapValues { SecretText($0) }
  }

  public func save(channelSecrets: [String: SecretText]) throws(StoreError) {
    try state.withLock { (state: inout WriterState) throws(StoreError) in
      if let refusal = state.refusal { throw refusal }
      guard let folder else {
        state.channelSecrets = channelSecrets
        return
      }
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys]
      guard let data = try? encoder.encode(channelSecrets.mapValues(\.value)) else {
        throw StoreError(.incoherentRequest, subject: folder.channelSecrets, detail: "A secret is no text.")
      }
      try FileSystem.writeWhole(folder.channelSecrets, [UInt8](data))
    }
  }
}
