# 24 values change, two are returned: with one of them it is neither side's answer.
# target: f
# call: target()
# returns: constant 205 + constant 219
# returns necessary: constant 205 + constant 219
# returns no longer: constant 205 or constant 219
# === before
def f():
    v01 = 101
    v02 = 102
    v03 = 103
    v04 = 104
    v05 = 105
    v06 = 106
    v07 = 107
    v08 = 108
    v09 = 109
    v10 = 110
    v11 = 111
    v12 = 112
    v13 = 113
    v14 = 114
    v15 = 115
    v16 = 116
    v17 = 117
    v18 = 118
    v19 = 119
    v20 = 120
    v21 = 121
    v22 = 122
    v23 = 123
    v24 = 124
    return v05, v19
# === after
def f():
    v01 = 201
    v02 = 202
    v03 = 203
    v04 = 204
    v05 = 205
    v06 = 206
    v07 = 207
    v08 = 208
    v09 = 209
    v10 = 210
    v11 = 211
    v12 = 212
    v13 = 213
    v14 = 214
    v15 = 215
    v16 = 216
    v17 = 217
    v18 = 218
    v19 = 219
    v20 = 220
    v21 = 221
    v22 = 222
    v23 = 223
    v24 = 224
    return v05, v19
