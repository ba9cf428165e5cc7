// SPDX-License-Identifier: Apache-2.0
import Foundation
import Journal
public import PlanningCycle

/// Passwords and addresses of channels, sealed under a key that follows from the chain's: a dump of the database opens none of them, and a
/// second machine with the key file needs nobody to type them again.
extension PostgresWorkspace {
  private static let label = "channel-secrets"

  public func channelSecrets() throws(StoreError) -> [String: SecretText] {
    let sealed = try read { try $0.query("SELECT sealed FROM channel_secrets WHERE id = 1").first?.bytes(0) }
    guard let sealed else { return [:] }
    guard let bytes = SealedText.open(sealed, label: Self.label, key: key),
      let texts = try? JSONDecoder().decode([String: String].self, from: Data(bytes))
    else {
      throw StoreError(
        .damaged, subject: "channel_secrets", detail: "They were not sealed with the key of this workspace, or were changed.",
        hint: "Type the secrets of the channels again.")
    }
    return texts.compactMapValues { SecretText($0) }
  }

  public func save(channelSecrets: [String: SecretText]) throws(StoreError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    guard let data = try? encoder.encode(channelSecrets.mapValues(\.value)),
      let sealed = SealedText.seal([UInt8](data), label: Self.label, key: key, random: SystemRandomBytes())
    else {
      throw StoreError(.incoherentRequest, subject: "channel_secrets", detail: "A secret cannot be sealed.")
    }
    try write { connection in
      _ = try connection.query(
        "INSERT INTO channel_secrets (id, sealed) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
        [.bytes(sealed)])
    }
  }
}
