;; What `float as integer` means in Rust, without the instructions of 2018: out of range is the nearest
;; integer there is, not-a-number is 0. binaryen's own lowering of these instructions follows C, where
;; out of range is anything: 1e300 as i32 came out as the smallest integer.
(func $kaipush_i32_trunc_sat_f64_s (param $x f64) (result i32)
  (if (result i32) (f64.ge (local.get $x) (f64.const 2147483648)) (then (i32.const 2147483647)) (else
    (if (result i32) (f64.ge (local.get $x) (f64.const -2147483648)) (then (i32.trunc_f64_s (local.get $x))) (else
      (if (result i32) (f64.eq (local.get $x) (local.get $x)) (then (i32.const -2147483648)) (else (i32.const 0))))))))
(func $kaipush_i32_trunc_sat_f64_u (param $x f64) (result i32)
  (if (result i32) (f64.ge (local.get $x) (f64.const 4294967296)) (then (i32.const -1)) (else
    (if (result i32) (f64.gt (local.get $x) (f64.const 0)) (then (i32.trunc_f64_u (local.get $x))) (else (i32.const 0))))))
(func $kaipush_i64_trunc_sat_f64_s (param $x f64) (result i64)
  (if (result i64) (f64.ge (local.get $x) (f64.const 9223372036854775808)) (then (i64.const 9223372036854775807)) (else
    (if (result i64) (f64.ge (local.get $x) (f64.const -9223372036854775808)) (then (i64.trunc_f64_s (local.get $x))) (else
      (if (result i64) (f64.eq (local.get $x) (local.get $x)) (then (i64.const -9223372036854775808)) (else (i64.const 0))))))))
(func $kaipush_i64_trunc_sat_f64_u (param $x f64) (result i64)
  (if (result i64) (f64.ge (local.get $x) (f64.const 18446744073709551616)) (then (i64.const -1)) (else
    (if (result i64) (f64.gt (local.get $x) (f64.const 0)) (then (i64.trunc_f64_u (local.get $x))) (else (i64.const 0))))))
;; Every f32 is an f64.
(func $kaipush_i32_trunc_sat_f32_s (param $x f32) (result i32)
  (call $kaipush_i32_trunc_sat_f64_s (f64.promote_f32 (local.get $x))))
(func $kaipush_i32_trunc_sat_f32_u (param $x f32) (result i32)
  (call $kaipush_i32_trunc_sat_f64_u (f64.promote_f32 (local.get $x))))
(func $kaipush_i64_trunc_sat_f32_s (param $x f32) (result i64)
  (call $kaipush_i64_trunc_sat_f64_s (f64.promote_f32 (local.get $x))))
(func $kaipush_i64_trunc_sat_f32_u (param $x f32) (result i64)
  (call $kaipush_i64_trunc_sat_f64_u (f64.promote_f32 (local.get $x))))
