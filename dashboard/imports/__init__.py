"""What comes into Parley from files, checked whole before anything is handed on. Nothing here opens a store."""
