// SPDX-License-Identifier: Apache-2.0

/// Keeps passwords and addresses of channels and of sources, and the secret of the sign-in provider's client, apart from everything else: they are part of
/// no event, no answer and no backup.
public protocol ChannelSecretStore: Sendable {
  /// By name: `mail.password`, `hook-1.url`, `hook-1.secret`, `sign-in.secret`, `source-7.secret`.
  func channelSecrets() throws(StoreError) -> [String: SecretText]
  /// Takes the place of all that were there; durable when it returns.
  func save(channelSecrets: [String: SecretText]) throws(StoreError)
}
