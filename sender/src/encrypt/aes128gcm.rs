//! The standard encoding: RFC 8291 on top of RFC 8188. For KaiOS see [`aesgcm`](super::aesgcm).
//!
//! Salt and public key go into the body, before the sealed record; there are no headers.

use super::{Exchange, POINT, Recipient, Salt, derive};
use crate::Error;

/// The size of a record. All that a push can carry fits into one.
const RECORD: u32 = 4096;
/// Ends the last record; padding would follow.
const LAST: u8 = 2;

/// What key and nonce are called (RFC 8188, sections 2.2 and 2.3).
const NAMES: [&[&[u8]]; 2] = [&[b"Content-Encoding: aes128gcm\0"], &[b"Content-Encoding: nonce\0"]];

/// The body.
pub(crate) fn encrypt(
    exchange: &Exchange,
    recipient: &Recipient,
    payload: &[u8],
) -> Result<Vec<u8>, Error> {
    let info: [&[u8]; 3] = [b"WebPush: info\0", &recipient.public, &exchange.public];
    let ikm: [u8; 32] = derive::expand(&exchange.secret, &info)?;
    encode(&ikm, &exchange.salt, &exchange.public, payload)
}

/// RFC 8188 with one record: salt, record size, key id with its length, record.
fn encode(ikm: &[u8], salt: &Salt, id: &[u8], payload: &[u8]) -> Result<Vec<u8>, Error> {
    let mut body = Vec::with_capacity(salt.len() + 5 + POINT + payload.len() + 17);
    body.extend_from_slice(salt);
    body.extend_from_slice(&RECORD.to_be_bytes());
    body.push(u8::try_from(id.len()).map_err(|_| Error::Crypto)?);
    body.extend_from_slice(id);
    let start = body.len();
    body.extend_from_slice(payload);
    body.push(LAST);
    derive::seal(ikm, salt, NAMES, &mut body, start)?;
    Ok(body)
}

#[cfg(test)]
mod tests {
    use base64::prelude::*;

    use super::derive::bytes;
    use super::*;

    /// RFC 8188, section 3.1.
    #[test]
    fn the_example_of_rfc_8188() {
        let ikm: [u8; 16] = bytes("yqdlZ-tYemfogSmv7Ws5PQ");
        let salt = bytes("I1BsxtFttlv3u_Oo94xnmw");
        let body = encode(&ikm, &salt, b"", b"I am the walrus").unwrap();
        assert_eq!(
            BASE64_URL_SAFE_NO_PAD.encode(body),
            "I1BsxtFttlv3u_Oo94xnmwAAEAAA-NAVub2qFgBEuQKRapoZu-IxkIva3MEB1PD-ly8Thjg"
        );
    }

    /// RFC 8188, section 3.2, as far as it can be had here: a push is one record, which is the last, so
    /// nothing makes a second one. Sealed is the first of the two: seven letters, the end of a record
    /// that others follow, and one byte of padding.
    #[test]
    fn the_first_record_of_the_example_with_two() {
        let ikm: [u8; 16] = bytes("BO3ZVPxUlnLORbVGMpbT1Q");
        let salt = bytes("uNCkWiNYzKTnBN9ji3-qWA");
        let mut record = b"I am th\x01\0".to_vec();
        derive::seal(&ikm, &salt, NAMES, &mut record, 0).unwrap();
        let body: [u8; 73] = bytes(
            "uNCkWiNYzKTnBN9ji3-qWAAAABkCYTHOG8chz_gnvgOqdGYovxyjuqRyJFjEDyoF1Fvkj6hQPdPHI51OEUKEpgz3\
             SsLWIqS_uA",
        );
        let header = salt.len() + 5 + b"a1".len();
        assert_eq!(record, body[header..header + 25]);
    }

    /// RFC 8291, section 5 and appendix A.
    #[test]
    fn the_example_of_rfc_8291() {
        let recipient = Recipient::parse(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        )
        .unwrap();
        let exchange = Exchange::known(
            &recipient,
            "kyrL1jIIOHEzg3sM2ZWRHDRB62YACZhhSlknJ672kSs",
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8",
            "DGv6ra1nlYgDCS1FRnbzlw",
        );
        let text = b"When I grow up, I want to be a watermelon";
        let body = encrypt(&exchange, &recipient, text).unwrap();
        assert_eq!(
            BASE64_URL_SAFE_NO_PAD.encode(body),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmY\
             WAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSg\
             Sxsj_Qulcy4a-fN"
        );
    }
}
